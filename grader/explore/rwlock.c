#include "rwlock.h"

#include <errno.h>

#include "access.h"
#include "cores.h"
#include "holds.h"
#include "misuse.h"
#include "region.h"
#include "scheduler.h"
#include "strand.h"
#include "trace.h"

struct rwlock *rwlock_at(const volatile void *address)
{
    return object_at(address, OBJECT_RWLOCK, sizeof(struct rwlock));
}

struct rwlock *rwlock_init(const volatile void *address)
{
    return object_renew(address, OBJECT_RWLOCK, sizeof(struct rwlock));
}

int rwlock_destroy(struct rwlock *lock, uintptr_t pc)
{
    access_object(&lock->base, pc);
    if (lock->writer || lock->readers)
        misuse(&lock->base, pc, "destroys", " while it is locked");
    return 0;
}

static bool rwlock_can_read(const struct wait *wait)
{
    const struct rwlock *lock = wait->subject;
    return !lock->writer;
}

static bool rwlock_can_write(const struct wait *wait)
{
    const struct rwlock *lock = wait->subject;
    return !lock->writer && !lock->readers;
}

/* Waits as `wait` says; false if the deadline passed. */
static bool rwlock_wait(struct wait *wait)
{
    struct rwlock *lock = wait->subject;
    cores_operate(&lock->base, COST_LOCK);
    if (!wait->over(wait))
        trace_call(scheduler_current(), "waits for", wait->subject, wait->pc);
    while (!wait->over(wait))
        if (scheduler_wait(wait) == WAKE_TIMEOUT)
            return false;
    return true;
}

static void rwlock_take_read(struct rwlock *lock, uintptr_t pc)
{
    struct thread *self = scheduler_current();
    if (!lock->held)
        lock->held = region_alloc(MAX_THREADS);
    lock->held[self->id]++;
    holds_take(&lock->hold, &lock->base, false);
    lock->readers++;
    lock->taken_at = pc;
    strand_acquire(self->strand, &lock->written);
    trace_call(self, "locks for reading", lock, pc);
}

static void rwlock_take_write(struct rwlock *lock, uintptr_t pc)
{
    struct thread *self = scheduler_current();
    lock->writer = self;
    holds_take(&lock->hold, &lock->base, false);
    lock->taken_at = pc;
    strand_acquire(self->strand, &lock->written);
    strand_acquire(self->strand, &lock->read);
    trace_call(self, "locks for writing", lock, pc);
}

int rwlock_read(struct rwlock *lock, uint64_t deadline, uintptr_t pc)
{
    struct wait wait = {
        .reason = WAIT_READ_LOCK,
        .subject = lock,
        .over = rwlock_can_read,
        .pc = pc,
        .deadline = deadline,
    };
    access_object(&lock->base, pc);
    if (lock->writer == scheduler_current())
        return EDEADLK;
    if (!rwlock_wait(&wait))
        return ETIMEDOUT;
    rwlock_take_read(lock, pc);
    return 0;
}

int rwlock_tryread(struct rwlock *lock, uintptr_t pc)
{
    access_object(&lock->base, pc);
    cores_operate(&lock->base, COST_LOCK);
    if (lock->writer)
        return EBUSY;
    rwlock_take_read(lock, pc);
    return 0;
}

int rwlock_write(struct rwlock *lock, uint64_t deadline, uintptr_t pc)
{
    struct wait wait = {
        .reason = WAIT_WRITE_LOCK,
        .subject = lock,
        .over = rwlock_can_write,
        .pc = pc,
        .deadline = deadline,
    };
    access_object(&lock->base, pc);
    if (lock->writer == scheduler_current())
        return EDEADLK;
    if (!rwlock_wait(&wait))
        return ETIMEDOUT;
    rwlock_take_write(lock, pc);
    return 0;
}

int rwlock_trywrite(struct rwlock *lock, uintptr_t pc)
{
    access_object(&lock->base, pc);
    cores_operate(&lock->base, COST_LOCK);
    if (lock->writer || lock->readers)
        return EBUSY;
    rwlock_take_write(lock, pc);
    return 0;
}

int rwlock_unlock(struct rwlock *lock, uintptr_t pc)
{
    struct thread *self = scheduler_current();
    access_object(&lock->base, pc);
    cores_operate(&lock->base, COST_UNLOCK);
    if (lock->writer == self) {
        lock->writer = NULL;
        strand_release_store(self->strand, &lock->written);
    } else if (lock->held && lock->held[self->id]) {
        lock->held[self->id]--;
        lock->readers--;
        strand_release(self->strand, &lock->read);
    } else {
        misuse(&lock->base, pc, "unlocks", ", which it has not locked");
    }
    holds_give(lock->hold);
    trace_call(self, "unlocks", lock, pc);
    return 0;
}
