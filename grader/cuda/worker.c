#include "thread.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../explore/panic.h"
#include "access.h"
#include "count.h"
#include "guard.h"
#include "known.h"
#include "memory.h"
#include "settings.h"
#include "shadow.h"

__thread struct worker *worker;
__thread int parcours_patience;

/* The learner's names; cuda_runtime.h shows them as constants. */
__thread struct triple threadIdx, blockIdx, blockDim, gridDim;

enum { PATIENCE = 1000, QUIET_ACCESSES = 20000 };

static uint64_t worker_random(struct worker *me)
{
    me->random ^= me->random << 13;
    me->random ^= me->random >> 7;
    me->random ^= me->random << 17;
    return me->random;
}

/* Schedules 0 and 1 interrupt only threads that may wait in a loop. */
static int worker_budget(struct worker *me)
{
    if (parcours_mode != PARCOURS_CHECK || settings.seed < 2)
        return QUIET_ACCESSES;
    int mean = settings.seed % 2 ? 400 : 40;
    return 1 + (int)(worker_random(me) % (2u * (unsigned)mean));
}

/* --- queues --------------------------------------------------------------- */

static void queue_push(struct queue *queue, struct thread *thread)
{
    unsigned at = (queue->first + queue->count++) % BLOCK_THREADS;
    queue->thread[at] = thread;
}

static struct thread *queue_pop(struct queue *queue)
{
    struct thread *thread = queue->thread[queue->first];
    queue->first = (queue->first + 1) % BLOCK_THREADS;
    queue->count--;
    return thread;
}

static void queue_swap(struct queue *queue, unsigned a, unsigned b)
{
    struct thread **one = &queue->thread[(queue->first + a) % BLOCK_THREADS];
    struct thread **two = &queue->thread[(queue->first + b) % BLOCK_THREADS];
    struct thread *kept = *one;
    *one = *two;
    *two = kept;
}

/* The order of threads by the seed: 0 as numbered, 1 reversed, 3 and every
 * third after it by whole warps, the others at random. */
static void queue_permute(struct worker *me, struct queue *queue)
{
    unsigned n = queue->count;
    if (parcours_mode != PARCOURS_CHECK || settings.seed == 0)
        return;
    if (settings.seed == 1) {
        for (unsigned i = 0; i < n / 2; i++)
            queue_swap(queue, i, n - 1 - i);
    } else if (settings.seed % 3 == 0 && n % WARP_SIZE == 0) {
        for (unsigned w = n / WARP_SIZE; w > 1; w--) {
            unsigned other = (unsigned)(worker_random(me) % w);
            for (unsigned l = 0; l < WARP_SIZE; l++)
                queue_swap(queue, (w - 1) * WARP_SIZE + l,
                           other * WARP_SIZE + l);
        }
    } else {
        for (unsigned i = n; i > 1; i--)
            queue_swap(queue, i - 1, (unsigned)(worker_random(me) % i));
    }
}

void barrier_release(struct block *block)
{
    struct queue ready = block->ready;
    block->ready = block->held;
    block->held = ready;
    block->held.count = 0;
    queue_permute(block->worker, &block->ready);
}

/* --- blocks --------------------------------------------------------------- */

static void block_make(struct worker *me, struct block *block)
{
    size_t ring = BLOCK_THREADS * sizeof *block->ready.thread;
    block->worker = me;
    block->thread = calloc(BLOCK_THREADS, sizeof *block->thread);
    block->ready.thread = malloc(ring);
    block->held.thread = malloc(ring);
    if (parcours_mode == PARCOURS_CHECK)
        block->ticks = calloc(BLOCK_THREADS, sizeof *block->ticks);
    block->shared =
        memory_shared(me->number * WORKER_BLOCKS + (int)(block - me->slot));
    if (!block->thread || !block->ready.thread || !block->held.thread)
        explore_panic("no memory for the threads of a block");
}

static void block_shape(struct block *block, struct launch *launch)
{
    const unsigned *shape = launch->ask.block;
    block->launch = launch;
    block->size = launch->block_threads;
    for (unsigned i = 0; i < block->size; i++) {
        struct thread *thread = &block->thread[i];
        thread->block = block;
        thread->index = i;
        thread->at = (struct triple){i % shape[0], i / shape[0] % shape[1],
                                     i / shape[0] / shape[1]};
    }
}

static void block_open(struct worker *me, struct block *block,
                       struct launch *launch, uint64_t number)
{
    const unsigned *grid = launch->ask.grid;
    if (!block->thread)
        block_make(me, block);
    if (block->launch != launch)
        block_shape(block, launch);
    block->number = (uint32_t)number;
    block->at = (struct triple){(unsigned)(number % grid[0]),
                                (unsigned)(number / grid[0] % grid[1]),
                                (unsigned)(number / grid[0] / grid[1])};
    block->live = block->size;
    block->waiting = block->idle = 0;
    block->epoch = 0;
    block->open = true;
    block->held.count = 0;
    block->ready.first = 0;
    block->ready.count = block->size;
    memset(block->warp, 0, sizeof block->warp);
    for (unsigned i = 0; i < block->size; i++) {
        struct thread *thread = &block->thread[i];
        thread->state = THREAD_NEW;
        thread->returned = false;
        thread->fiber = NULL;
        block->ready.thread[i] = thread;
        block->warp[i / WARP_SIZE].exists |= 1u << i % WARP_SIZE;
    }
    if (parcours_mode == PARCOURS_CHECK)
        known_start(block);
    queue_permute(me, &block->ready);
    memory_shared_start(block, launch->ask.shared);
    me->open++;
}

static void block_close(struct worker *me, struct block *block)
{
    block->open = false;
    me->open--;
    if (parcours_mode == PARCOURS_CHECK)
        known_end(block);
    else if (parcours_mode == PARCOURS_COUNT)
        count_block_end(block);
}

/* The next block to run, in an order that the launch has drawn. */
static bool block_claim(struct launch *launch, uint64_t *number)
{
    uint64_t next =
        __atomic_fetch_add(&launch->next_block, 1, __ATOMIC_RELAXED);
    if (next >= launch->blocks)
        return false;
    *number = (next * launch->multiply + launch->add) % launch->blocks;
    return true;
}

static struct block *worker_open(struct worker *me)
{
    uint64_t number;
    int slot = 0;
    while (slot < me->most_blocks && me->slot[slot].open)
        slot++;
    if (slot == me->most_blocks || !block_claim(me->launch, &number))
        return NULL;
    if (slot >= me->blocks)
        me->blocks = slot + 1;
    block_open(me, &me->slot[slot], me->launch, number);
    return &me->slot[slot];
}

/* Another open block that has something to run. */
static struct block *worker_other(struct worker *me, const struct block *block)
{
    int from = block ? (int)(block - me->slot) : 0;
    for (int i = 1; i <= me->blocks; i++) {
        struct block *other = &me->slot[(from + i) % me->blocks];
        if (other->open && other->ready.count)
            return other;
    }
    return NULL;
}

/* The next thread to run; NULL if the launch has no work left. */
static struct thread *worker_pick(struct worker *me)
{
    for (;;) {
        struct block *block = me->block;
        if (block && !block->live) {
            block_close(me, block);
            block = me->block = me->open ? worker_other(me, block) : NULL;
        }
        bool tired = block && block->idle > 2 * block->size + 16;
        if (block && block->ready.count && !tired)
            return queue_pop(&block->ready);
        if (block)
            block->idle = 0;
        struct block *next = worker_open(me);
        if (!next)
            next = worker_other(me, block);
        if (!next && me->open)
            guard_deadlock(me);
        if (!next)
            return NULL;
        me->block = next;
    }
}

/* --- fibers --------------------------------------------------------------- */

static void worker_show(struct worker *me, struct thread *thread)
{
    me->thread = thread;
    thread->state = THREAD_READY;
    threadIdx = thread->at;
    blockIdx = thread->block->at;
}

static void fiber_main(void);

static struct fiber *fiber_take(struct worker *me)
{
    struct fiber *fiber = me->idle;
    if (fiber) {
        me->idle = fiber->next;
        return fiber;
    }
    static uint32_t made;
    uint32_t colour = __atomic_fetch_add(&made, 1, __ATOMIC_RELAXED);
    fiber = calloc(1, sizeof *fiber);
    fiber->stack = guard_stack(FIBER_STACK);
    /* Tops at different offsets, lest all fall into the same sets of a cache.
     */
    context_make(&fiber->context, fiber->stack, FIBER_STACK - colour % 61 * 64,
                 fiber_main);
    return fiber;
}

static struct fiber *worker_prepare(struct worker *me, struct thread *thread)
{
    if (thread->state == THREAD_NEW && !thread->fiber)
        thread->fiber = fiber_take(me);
    worker_show(me, thread);
    return thread->fiber;
}

static void fiber_main(void)
{
    for (;;) {
        struct worker *me = worker;
        struct thread *thread = me->thread;
        struct fiber *fiber = thread->fiber;
        parcours_patience = PATIENCE;
        thread->block->launch->enter(thread->block->launch->arguments);
        access_settle(me);
        access_guessed(thread);
        thread->state = THREAD_DONE;
        thread->block->idle = 0;
        thread->block->live--;
        me->ended++;
        warp_leave(thread);
        barrier_leave(thread);
        struct thread *next = worker_pick(me);
        if (next && next->state == THREAD_NEW) {
            next->fiber = fiber;
            worker_show(me, next);
            continue;
        }
        fiber->next = me->idle;
        me->idle = fiber;
        context_switch(&fiber->context,
                       next ? &worker_prepare(me, next)->context : &me->home);
    }
}

void thread_wait(void)
{
    struct worker *me = worker;
    struct thread *thread = me->thread;
    access_settle(me);
    struct thread *next = worker_pick(me);
    if (next == thread) {
        thread->state = THREAD_READY;
        return;
    }
    if (!next)
        guard_deadlock(me);
    context_switch(&thread->fiber->context, &worker_prepare(me, next)->context);
}

void thread_yield(void)
{
    struct worker *me = worker;
    struct thread *thread = me->thread;
    me->budget = worker_budget(me);
    thread->block->idle++;
    queue_push(&thread->block->ready, thread);
    thread_wait();
}

void thread_hold(struct thread *thread)
{
    thread->state = THREAD_AT_BARRIER;
    queue_push(&thread->block->held, thread);
    thread_wait();
}

void thread_ready(struct thread *thread)
{
    thread->state = THREAD_READY;
    queue_push(&thread->block->ready, thread);
}

void worker_run(struct worker *me, struct launch *launch)
{
    unsigned most = 16384 / launch->block_threads;
    worker = me;
    me->launch = launch;
    me->block = NULL;
    me->open = 0;
    me->most_blocks = most < WORKER_BLOCKS ? (int)most : WORKER_BLOCKS;
    me->random = 0x9e3779b97f4a7c15u * (settings.seed + 1) + launch->op;
    me->budget = worker_budget(me);
    for (int i = 0; i < me->blocks; i++)
        me->slot[i].launch = NULL;
    memcpy(&blockDim, launch->ask.block, sizeof blockDim);
    memcpy(&gridDim, launch->ask.grid, sizeof gridDim);
    struct thread *first = worker_pick(me);
    if (first)
        context_switch(&me->home, &worker_prepare(me, first)->context);
    worker = NULL;
}

struct thread_name thread_name(uint32_t block, uint32_t index,
                               const struct parcours_launch *launch)
{
    struct thread_name name;
    const unsigned *b = launch->block, *g = launch->grid;
    snprintf(name.text, sizeof name.text,
             "thread (%u,%u,%u) of block (%u,%u,%u)", index % b[0],
             index / b[0] % b[1], index / b[0] / b[1], block % g[0],
             block / g[0] % g[1], block / g[0] / g[1]);
    return name;
}
