#include "cond.h"

#include <errno.h>

#include "access.h"
#include "cores.h"
#include "misuse.h"
#include "mutex.h"
#include "scheduler.h"
#include "trace.h"

struct cond *cond_at(const volatile void *address)
{
    return object_at(address, OBJECT_COND, sizeof(struct cond));
}

struct cond *cond_init(const volatile void *address, clockid_t clock)
{
    struct cond *cond = object_renew(address, OBJECT_COND, sizeof *cond);
    cond->clock = clock;
    return cond;
}

int cond_destroy(struct cond *cond, uintptr_t pc)
{
    access_object(&cond->base, pc);
    if (cond->waiters)
        misuse(&cond->base, pc, "destroys", " while a thread waits on it");
    cond->destroyed = true;
    return 0;
}

static void cond_check_alive(const struct cond *cond, uintptr_t pc)
{
    if (cond->destroyed)
        misuse(&cond->base, pc, "uses", " after it was destroyed");
}

static bool cond_was_signalled(const struct wait *wait)
{
    return wait->signalled;
}

int cond_wait(struct cond *cond, struct mutex *mutex, uint64_t deadline,
              uintptr_t pc)
{
    struct thread *self = scheduler_current();
    struct wait wait = {
        .reason = WAIT_COND,
        .subject = cond,
        .over = cond_was_signalled,
        .pc = pc,
        .deadline = deadline,
        .may_be_spurious = true,
    };
    access_object(&cond->base, pc);
    cond_check_alive(cond, pc);
    if (mutex->owner != self)
        misuse(&cond->base, pc, "waits on", " without holding the mutex");
    wait.ticket = cond->tickets++;
    trace_call(self, "waits on", cond, pc);
    cores_operate(&cond->base, COST_LOCK);
    mutex_give_up(mutex);
    cond->waiters++;
    enum wake wake = scheduler_wait(&wait);
    cond->waiters--;
    static const char *const woken[] = {"is woken on", "times out on",
                                        "wakes without a signal on"};
    trace_call(self, woken[wake], cond, pc);
    mutex_take_back(mutex, pc);
    return wake == WAKE_TIMEOUT ? ETIMEDOUT : 0;
}

/* Waiters that are not signalled yet, in order of arrival. */
static unsigned cond_waiters(struct cond *cond, struct wait **waits)
{
    unsigned count = 0;
    for (unsigned id = 0; id < thread_count(); id++) {
        struct thread *thread = thread_at(id);
        struct wait *wait = thread->wait;
        if (thread->state != THREAD_WAITING || wait->subject != cond ||
            wait->signalled)
            continue;
        unsigned at = count++;
        for (; at && waits[at - 1]->ticket > wait->ticket; at--)
            waits[at] = waits[at - 1];
        waits[at] = wait;
    }
    return count;
}

static unsigned cond_prepare(struct cond *cond, struct wait **waits,
                             const char *what, uintptr_t pc)
{
    struct thread *self = scheduler_current();
    access_object(&cond->base, pc);
    cond_check_alive(cond, pc);
    unsigned count = cond->waiters ? cond_waiters(cond, waits) : 0;
    trace_call(self, what, cond, pc);
    cores_operate(&cond->base, COST_LOCK);
    if (!count) {
        cond->missed = true;
        cond->missed_at = pc;
        cond->missed_by = self->id;
    }
    return count;
}

int cond_signal(struct cond *cond, uintptr_t pc)
{
    struct wait *waits[MAX_THREADS];
    unsigned count = cond_prepare(cond, waits, "signals", pc);
    if (count)
        waits[scheduler_waiter(count, pc)]->signalled = true;
    return 0;
}

int cond_broadcast(struct cond *cond, uintptr_t pc)
{
    struct wait *waits[MAX_THREADS];
    unsigned count = cond_prepare(cond, waits, "broadcasts on", pc);
    for (unsigned i = 0; i < count; i++)
        waits[i]->signalled = true;
    return 0;
}
