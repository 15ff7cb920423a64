#include "mutex.h"

#include <errno.h>

#include "access.h"
#include "cores.h"
#include "holds.h"
#include "misuse.h"
#include "scheduler.h"
#include "strand.h"
#include "trace.h"

struct mutex *mutex_at(const volatile void *address, enum mutex_type type)
{
    struct mutex *mutex = object_at(address, OBJECT_MUTEX, sizeof *mutex);
    if (mutex->base.uses == 1)
        mutex->type = type;
    return mutex;
}

struct mutex *mutex_init(const volatile void *address, enum mutex_type type)
{
    struct mutex *mutex = object_renew(address, OBJECT_MUTEX, sizeof *mutex);
    mutex->base.uses = 1;
    mutex->type = type;
    return mutex;
}

int mutex_destroy(struct mutex *mutex, uintptr_t pc)
{
    access_object(&mutex->base, pc);
    if (mutex->owner)
        misuse(&mutex->base, pc, "destroys", " while it is locked");
    mutex->destroyed = true;
    return 0;
}

static void mutex_check_alive(const struct mutex *mutex, uintptr_t pc)
{
    if (mutex->destroyed)
        misuse(&mutex->base, pc, "uses", " after it was destroyed");
}

static bool mutex_is_free(const struct wait *wait)
{
    const struct mutex *mutex = wait->subject;
    return !mutex->owner;
}

static void mutex_take(struct mutex *mutex, bool waited, uintptr_t pc)
{
    struct thread *self = scheduler_current();
    cores_operate(&mutex->base, COST_LOCK);
    holds_take(&mutex->hold, &mutex->base, waited);
    mutex->owner = self;
    mutex->taken_at = pc;
    strand_acquire(self->strand, &mutex->clock);
}

static bool mutex_wait(struct mutex *mutex, uint64_t deadline, uintptr_t pc)
{
    struct wait wait = {
        .reason = WAIT_MUTEX,
        .subject = mutex,
        .over = mutex_is_free,
        .pc = pc,
        .deadline = deadline,
        .spins = mutex->type == MUTEX_SPIN,
    };
    if (mutex->owner) {
        trace_call(scheduler_current(), "waits for", mutex, pc);
        cores_operate(&mutex->base, COST_LOCK);
    }
    while (mutex->owner)
        if (scheduler_wait(&wait) == WAKE_TIMEOUT)
            return false;
    return true;
}

/* Does its type make mistakes of the owner an error number? */
static bool mutex_notices(const struct mutex *mutex)
{
    return mutex->type == MUTEX_RECURSIVE || mutex->type == MUTEX_CHECKED;
}

/* A lock by the owner: the answer of the two types that notice it. */
static bool mutex_relock(struct mutex *mutex, int *error)
{
    if (mutex->owner != scheduler_current() || !mutex_notices(mutex))
        return false;
    *error = mutex->type == MUTEX_CHECKED ? EDEADLK : 0;
    if (mutex->type == MUTEX_RECURSIVE)
        mutex->depth++;
    return true;
}

int mutex_lock(struct mutex *mutex, uint64_t deadline, uintptr_t pc)
{
    int error;
    access_object(&mutex->base, pc);
    mutex_check_alive(mutex, pc);
    if (mutex_relock(mutex, &error))
        return error;
    bool waits = mutex->owner;
    if (!mutex_wait(mutex, deadline, pc))
        return ETIMEDOUT;
    mutex_take(mutex, waits, pc);
    trace_call(scheduler_current(), "locks", mutex, pc);
    return 0;
}

int mutex_trylock(struct mutex *mutex, uintptr_t pc)
{
    access_object(&mutex->base, pc);
    mutex_check_alive(mutex, pc);
    if (mutex->owner == scheduler_current() && mutex->type == MUTEX_RECURSIVE) {
        mutex->depth++;
        return 0;
    }
    bool busy = mutex->owner;
    trace_call(scheduler_current(), busy ? "finds locked" : "locks", mutex, pc);
    if (busy)
        cores_operate(&mutex->base, COST_LOCK);
    else
        mutex_take(mutex, false, pc);
    return busy ? EBUSY : 0;
}

int mutex_unlock(struct mutex *mutex, uintptr_t pc)
{
    struct thread *self = scheduler_current();
    access_object(&mutex->base, pc);
    mutex_check_alive(mutex, pc);
    if (mutex->owner != self) {
        if (mutex_notices(mutex))
            return EPERM;
        misuse(&mutex->base, pc, "unlocks", ", which it has not locked");
    }
    trace_call(self, "unlocks", mutex, pc);
    mutex_give_up(mutex);
    return 0;
}

void mutex_give_up(struct mutex *mutex)
{
    if (mutex->depth) {
        mutex->depth--;
        return;
    }
    cores_operate(&mutex->base, COST_UNLOCK);
    holds_give(mutex->hold);
    strand_release_store(mutex->owner->strand, &mutex->clock);
    mutex->owner = NULL;
}

void mutex_take_back(struct mutex *mutex, uintptr_t pc)
{
    bool waits = mutex->owner;
    if (mutex->owner == scheduler_current()) {
        mutex->depth++;
        return;
    }
    mutex_wait(mutex, NO_DEADLINE, pc);
    mutex_take(mutex, waits, pc);
}
