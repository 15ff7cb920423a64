#include "semaphore.h"

#include "access.h"
#include "cores.h"
#include "misuse.h"
#include "scheduler.h"
#include "strand.h"
#include "trace.h"

struct semaphore *semaphore_at(const volatile void *address)
{
    return object_at(address, OBJECT_SEMAPHORE, sizeof(struct semaphore));
}

struct semaphore *semaphore_init(const volatile void *address, unsigned value)
{
    struct semaphore *semaphore =
        object_renew(address, OBJECT_SEMAPHORE, sizeof *semaphore);
    semaphore->known = true;
    semaphore->value = value;
    return semaphore;
}

void semaphore_destroy(struct semaphore *semaphore)
{
    semaphore->known = false;
}

static void semaphore_enter(struct semaphore *semaphore, uintptr_t pc)
{
    access_object(&semaphore->base, pc);
    if (!semaphore->known)
        misuse(&semaphore->base, pc, "uses", ", which is not initialised");
    cores_operate(&semaphore->base, COST_ATOMIC);
}

static bool semaphore_is_free(const struct wait *wait)
{
    const struct semaphore *semaphore = wait->subject;
    return semaphore->value;
}

static void semaphore_take(struct semaphore *semaphore, uintptr_t pc)
{
    semaphore->value--;
    strand_acquire(scheduler_current()->strand, &semaphore->clock);
    trace_call(scheduler_current(), "takes one of", semaphore, pc);
}

bool semaphore_wait(struct semaphore *semaphore, uint64_t deadline,
                    uintptr_t pc)
{
    struct wait wait = {
        .reason = WAIT_SEMAPHORE,
        .subject = semaphore,
        .over = semaphore_is_free,
        .pc = pc,
        .deadline = deadline,
    };
    semaphore_enter(semaphore, pc);
    if (!semaphore->value)
        trace_call(scheduler_current(), "waits for", semaphore, pc);
    while (!semaphore->value)
        if (scheduler_wait(&wait) == WAKE_TIMEOUT)
            return false;
    semaphore_take(semaphore, pc);
    return true;
}

bool semaphore_trywait(struct semaphore *semaphore, uintptr_t pc)
{
    semaphore_enter(semaphore, pc);
    if (!semaphore->value)
        return false;
    semaphore_take(semaphore, pc);
    return true;
}

void semaphore_post(struct semaphore *semaphore, uintptr_t pc)
{
    semaphore_enter(semaphore, pc);
    semaphore->value++;
    strand_release(scheduler_current()->strand, &semaphore->clock);
    trace_call(scheduler_current(), "posts", semaphore, pc);
}

unsigned semaphore_value(struct semaphore *semaphore, uintptr_t pc)
{
    semaphore_enter(semaphore, pc);
    return semaphore->value;
}
