#include "barrier.h"

#include "access.h"
#include "cores.h"
#include "misuse.h"
#include "scheduler.h"
#include "strand.h"
#include "trace.h"

struct barrier *barrier_at(const volatile void *address)
{
    return object_at(address, OBJECT_BARRIER, sizeof(struct barrier));
}

struct barrier *barrier_init(const volatile void *address, unsigned needed)
{
    struct barrier *barrier =
        object_renew(address, OBJECT_BARRIER, sizeof *barrier);
    barrier->needed = needed;
    return barrier;
}

int barrier_destroy(struct barrier *barrier, uintptr_t pc)
{
    access_object(&barrier->base, pc);
    if (barrier->arrived)
        misuse(&barrier->base, pc, "destroys", " while threads wait at it");
    barrier->needed = 0;
    return 0;
}

static bool barrier_round_is_over(const struct wait *wait)
{
    const struct barrier *barrier = wait->subject;
    return barrier->round != wait->ticket;
}

static void barrier_arrive(struct barrier *barrier)
{
    struct vclock *clock = &barrier->clock[barrier->round % 2];
    if (!barrier->arrived++)
        vclock_clear(clock);
    strand_release(scheduler_current()->strand, clock);
}

bool barrier_wait(struct barrier *barrier, uintptr_t pc)
{
    struct thread *self = scheduler_current();
    access_object(&barrier->base, pc);
    if (!barrier->needed)
        misuse(&barrier->base, pc, "waits at", ", which is not initialised");
    struct wait wait = {
        .reason = WAIT_BARRIER,
        .subject = barrier,
        .over = barrier_round_is_over,
        .pc = pc,
        .deadline = NO_DEADLINE,
        .ticket = barrier->round,
    };
    trace_call(self, "arrives at", barrier, pc);
    cores_operate(&barrier->base, COST_LOCK);
    barrier_arrive(barrier);
    bool last = barrier->arrived == barrier->needed;
    if (last) {
        barrier->arrived = 0;
        barrier->round++;
    }
    while (!barrier_round_is_over(&wait))
        scheduler_wait(&wait);
    strand_acquire(self->strand, &barrier->clock[wait.ticket % 2]);
    return last;
}
