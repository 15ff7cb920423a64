#include "thread.h"

#include <errno.h>
#include <stddef.h>

#include "cores.h"
#include "keys.h"
#include "region.h"
#include "scheduler.h"
#include "stack.h"
#include "state.h"
#include "strand.h"
#include "tls.h"

EXPLORE_STATE static struct thread *threads[MAX_THREADS];
EXPLORE_STATE static unsigned threads_made;

void thread_reset(void)
{
    threads_made = 0;
}

static void thread_entry(void)
{
    struct thread *self = scheduler_current();
    thread_exit(self, self->start(self->argument));
}

struct thread *thread_new(struct thread *parent, void *(*start)(void *),
                          void *argument, uintptr_t pc)
{
    struct stack *stack = threads_made < MAX_THREADS ? stack_take() : NULL;
    if (!stack)
        return NULL;
    struct thread *thread = region_alloc(sizeof *thread);
    thread->id = threads_made;
    threads[threads_made++] = thread;
    thread->stack = stack;
    thread->tls = tls_new();
    thread->strand = strand_new(parent ? parent->strand : NULL);
    thread->strand->thread = thread->id;
    thread->start = start;
    thread->argument = argument;
    thread->created_at = pc;
    thread->pc = pc;
    context_make(&thread->context, stack->bytes, STACK_SIZE, thread_entry);
    return thread;
}

unsigned thread_count(void)
{
    return threads_made;
}

struct thread *thread_at(unsigned id)
{
    return threads[id];
}

/* Notes how deep the stack is, see stack.h. */
static void thread_note_depth(struct thread *thread)
{
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    if (!thread->stack->deepest || here < thread->stack->deepest)
        thread->stack->deepest = here;
}

void thread_switch(struct thread *from, struct thread *to)
{
    thread_note_depth(from);
    from->saved_errno = errno;
    tls_switch(from->tls, to->tls);
    context_switch(&from->context, &to->context);
    errno = from->saved_errno;
}

_Noreturn void thread_exit(struct thread *self, void *result)
{
    keys_destruct(self);
    scheduler_point(self->pc);
    self->result = result;
    self->state = THREAD_ENDED;
    thread_note_depth(self);
    scheduler_leave();
}

static bool thread_has_ended(const struct wait *wait)
{
    const struct thread *thread = wait->subject;
    return thread->state == THREAD_ENDED;
}

bool thread_timed_join(struct thread *self, struct thread *thread,
                       uint64_t deadline, uintptr_t pc)
{
    struct wait wait = {
        .reason = WAIT_JOIN,
        .subject = thread,
        .over = thread_has_ended,
        .pc = pc,
        .deadline = deadline,
    };
    scheduler_point(pc);
    while (thread->state != THREAD_ENDED)
        if (scheduler_wait(&wait) == WAKE_TIMEOUT)
            return false;
    cores_charge(COST_JOIN);
    strand_acquire(self->strand, &thread->strand->now);
    thread->joined = true;
    return true;
}

void thread_join(struct thread *self, struct thread *thread, uintptr_t pc)
{
    thread_timed_join(self, thread, NO_DEADLINE, pc);
}
