#include "once.h"

#include "access.h"
#include "cores.h"
#include "object.h"
#include "scheduler.h"
#include "strand.h"
#include "trace.h"

struct once {
    struct object base;
    enum { ONCE_NEW, ONCE_RUNNING, ONCE_DONE } state;
    struct vclock clock;
};

static bool once_is_done(const struct wait *wait)
{
    const struct once *once = wait->subject;
    return once->state == ONCE_DONE;
}

static void once_wait(struct once *once, uintptr_t pc)
{
    struct wait wait = {
        .reason = WAIT_ONCE,
        .subject = once,
        .over = once_is_done,
        .pc = pc,
        .deadline = NO_DEADLINE,
    };
    while (once->state != ONCE_DONE)
        scheduler_wait(&wait);
}

void once_call(const volatile void *control, void (*routine)(void),
               uintptr_t pc)
{
    struct thread *self = scheduler_current();
    struct once *once = object_at(control, OBJECT_ONCE, sizeof *once);
    access_object(&once->base, pc);
    cores_charge(COST_ACCESS);
    if (once->state == ONCE_NEW) {
        once->state = ONCE_RUNNING;
        trace_call(self, "is the one that runs", once, pc);
        routine();
        strand_release_store(self->strand, &once->clock);
        once->state = ONCE_DONE;
    }
    once_wait(once, pc);
    strand_acquire(self->strand, &once->clock);
}
