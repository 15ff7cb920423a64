#include "barrier.h"

#include "count.h"
#include "finding.h"
#include "known.h"

/*
 * All waiting threads must have come to the same line. A thread that came to
 * the end without it took another branch; one that returned is not waited for:
 * see "Thread Block Synchronization Functions" of the programming guide.
 */
static void barrier_judge(struct block *block)
{
    const struct thread *one = NULL, *other = NULL, *gone = NULL, *left = NULL;
    for (unsigned i = 0; i < block->size; i++) {
        const struct thread *thread = &block->thread[i];
        if (thread->state == THREAD_DONE && thread->returned)
            left = left ? left : thread;
        else if (thread->state == THREAD_DONE)
            gone = gone ? gone : thread;
        else if (!one)
            one = thread;
        else if (thread->site != one->site && !other)
            other = thread;
    }
    if (other)
        finding_barrier_sites(one, other);
    else if (gone && one)
        finding_barrier_skipped(one, gone);
    else if (left && one)
        finding_barrier_left(one, left);
}

/* The last one has come. */
static void barrier_finish(struct block *block)
{
    int all = 1, any = 0, count = 0;
    for (unsigned i = 0; block->barrier != BARRIER_SYNC && i < block->size;
         i++) {
        const struct thread *thread = &block->thread[i];
        if (thread->state == THREAD_DONE)
            continue;
        all &= thread->predicate;
        any |= thread->predicate;
        count += thread->predicate;
    }
    block->barrier_result = block->barrier == BARRIER_OR    ? any
                            : block->barrier == BARRIER_AND ? all
                                                            : count;
    if (parcours_mode == PARCOURS_CHECK) {
        barrier_judge(block);
        known_barrier(block);
    } else if (parcours_mode == PARCOURS_COUNT) {
        count_barrier(block);
    }
    block->waiting = 0;
    block->idle = 0;
    block->epoch++;
    barrier_release(block);
}

int parcours_barrier(enum parcours_barrier kind, int predicate, uintptr_t pc)
{
    if (!worker) {
        finding_on_host("__syncthreads()", pc);
        return 0;
    }
    struct thread *thread = worker->thread;
    struct block *block = thread->block;
    thread->predicate = predicate != 0;
    thread->site = pc;
    thread->held = block->epoch;
    block->barrier = kind;
    block->waiting++;
    if (parcours_mode != PARCOURS_FAST) {
        thread->state = THREAD_AT_BARRIER;
        warp_settle(block, thread->index / WARP_SIZE);
    }
    if (block->waiting == block->live) {
        thread->state = THREAD_AT_BARRIER;
        barrier_finish(block);
        thread->state = THREAD_READY;
    } else {
        thread_hold(thread);
    }
    return block->barrier_result;
}

void barrier_leave(struct thread *thread)
{
    struct block *block = thread->block;
    if (block->live && block->waiting == block->live)
        barrier_finish(block);
}
