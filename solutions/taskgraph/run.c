/*
 * run.c - one way to do it, and why it is right.
 *
 * waiting[t] is atomic: of all that t waits for, exactly one brings it to 0,
 * and that one makes t ready.  Each fetch_sub is a release and an acquire, so
 * who brings it to 0 has seen what the others wrote.  Who finds a 1 there is
 * the last one: nobody else will touch it, and the load is an acquire too.
 *
 * Of what a task makes ready, its thread runs one at once (a chain costs no
 * lock at all) and puts the others on a stack of its own.  Who has nothing
 * left takes the older half of somebody else's stack.
 *
 * The stack  is stack[top] to stack[bottom - 1]; the owner works at the bottom,
 *           thieves take from the top, and hold a lock while they do.  The
 *           owner needs none, or a task would cost two locks: it first claims
 *           the last task by making the stack shorter, and then looks at top;
 *           a thief claims by moving top, and then looks at bottom.  All four
 *           are seq_cst: if both want the same task, one of them, at least,
 *           sees the other.  A thief that sees it gives back; an owner that
 *           sees it takes the lock, and looks again when no thief is at work.
 *           (So do Frigo, Leiserson and Randall in Cilk, 1998: "THE".)
 * Sleeping  A thread counts itself as asleep first, and then looks once more
 *           at all stacks.  Who puts something on a stack looks at `asleep`
 *           afterwards.  So if the sleeper did not see the task, its look came
 *           before the task, its count even earlier, and the other one sees
 *           the count and calls it.  The calling is under the same lock as the
 *           counting and the last look: it cannot fall in between.
 * The end   When all are asleep, nothing is on any stack and nobody is about
 *           to put anything there: everything that could be run has been.
 *           This needs no counter that every task would have to touch, and a
 *           cycle or a failure needs nothing extra: what waits for them just
 *           never becomes ready.
 */
#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "cacheline.h"
#include "run.h"
#include "team.h"

struct worker {
    alignas(CACHELINE) pthread_mutex_t lock; /* guards top */
    atomic_long top;                         /* the oldest task on the stack */
    alignas(CACHELINE) atomic_long bottom;   /* one behind the newest */
    uint32_t *stack;                         /* each task once, at most */
    uint32_t ran;                            /* the owner's, as bottom is */
};

struct job {
    const struct graph *g;
    task_work *work;
    void *data;
    _Atomic uint32_t *waiting;
    struct worker *workers;
    unsigned threads;
    atomic_bool failed;
    alignas(CACHELINE) atomic_uint asleep;
    pthread_mutex_t lock; /* guards asleep, calls and over */
    pthread_cond_t wake;
    unsigned calls; /* sleepers that were called and have not come yet */
    bool over;
};

/* --- sleeping ------------------------------------------------------------ */

/* After tasks were put on a stack. */
static void call_sleepers(struct job *job, size_t tasks)
{
    if (atomic_load(&job->asleep) == 0)
        return;
    pthread_mutex_lock(&job->lock);
    for (; tasks > 0 && job->asleep > 0; tasks--) {
        job->asleep--;
        job->calls++;
        pthread_cond_signal(&job->wake);
    }
    pthread_mutex_unlock(&job->lock);
}

static bool anything_ready(struct job *job)
{
    bool ready = false;
    for (unsigned i = 0; i < job->threads && !ready; i++) {
        struct worker *w = &job->workers[i];
        pthread_mutex_lock(&w->lock);
        ready = atomic_load(&w->top) < atomic_load(&w->bottom);
        pthread_mutex_unlock(&w->lock);
    }
    return ready;
}

/* True if there may be something to do; false when all is over. */
static bool sleep_until_called(struct job *job)
{
    pthread_mutex_lock(&job->lock);
    job->asleep++;
    if (anything_ready(job)) {
        job->asleep--;
    } else if (job->asleep == job->threads) {
        job->over = true;
        pthread_cond_broadcast(&job->wake);
    } else {
        while (job->calls == 0 && !job->over)
            pthread_cond_wait(&job->wake, &job->lock);
        job->calls -= !job->over;
    }
    bool over = job->over;
    pthread_mutex_unlock(&job->lock);
    return !over;
}

/* --- tasks --------------------------------------------------------------- */

static bool take_own(struct worker *me, uint32_t *task)
{
    long last = atomic_load_explicit(&me->bottom, memory_order_relaxed) - 1;
    atomic_store(&me->bottom, last);
    bool found = atomic_load(&me->top) <= last;
    if (!found) {
        pthread_mutex_lock(&me->lock);
        found = atomic_load(&me->top) <= last;
        if (!found) { /* empty: begin anew, so that there is always room */
            atomic_store(&me->top, 0);
            atomic_store(&me->bottom, 0);
        }
        pthread_mutex_unlock(&me->lock);
    }
    if (found)
        *task = me->stack[last];
    return found;
}

/* The older half of the stack goes to the thief's, which is empty: nobody
 * else looks into it before its bottom says so. Who looked meanwhile saw them
 * on neither stack, and may have gone to sleep. */
static bool take_half(struct job *job, struct worker *from, struct worker *me,
                      uint32_t *task)
{
    pthread_mutex_lock(&from->lock);
    long top = atomic_load(&from->top);
    long half = (atomic_load(&from->bottom) - top + 1) / 2;
    if (half > 0) {
        atomic_store(&from->top, top + half);
        if (top + half > atomic_load(&from->bottom)) {
            atomic_store(&from->top, top);
            half = 0;
        } else {
            memcpy(me->stack, from->stack + top, half * sizeof *me->stack);
        }
    }
    pthread_mutex_unlock(&from->lock);
    if (half <= 0)
        return false;
    *task = me->stack[half - 1];
    if (half > 1) {
        atomic_store(&me->bottom, half - 1);
        call_sleepers(job, half - 1);
    }
    return true;
}

static bool take(struct job *job, unsigned rank, uint32_t *task)
{
    struct worker *me = &job->workers[rank];
    if (take_own(me, task))
        return true;
    for (unsigned i = 1; i < job->threads; i++)
        if (take_half(job, &job->workers[(rank + i) % job->threads], me, task))
            return true;
    return false;
}

/* What the task makes ready: the first for the caller, the others on its
 * stack. True if there is a first. */
static bool release(struct job *job, struct worker *me, uint32_t task,
                    uint32_t *kept)
{
    const struct graph *g = job->g;
    _Atomic uint32_t *waiting = job->waiting;
    uint32_t *stack = me->stack;
    long bottom = atomic_load_explicit(&me->bottom, memory_order_relaxed);
    long end = bottom;
    bool found = false;
    for (uint32_t e = g->first[task]; e < g->first[task + 1]; e++) {
        uint32_t t = g->next[e];
        if (atomic_load_explicit(&waiting[t], memory_order_acquire) != 1 &&
            atomic_fetch_sub_explicit(&waiting[t], 1, memory_order_acq_rel) !=
                1)
            continue;
        if (found)
            stack[end++] = t;
        else
            *kept = t;
        found = true;
    }
    if (end > bottom) {
        atomic_store(&me->bottom, end);
        call_sleepers(job, end - bottom);
    }
    return found;
}

static void take_part(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct worker *me = &job->workers[rank];
    uint32_t task;
    (void)threads;
    do {
        while (take(job, rank, &task))
            do {
                me->ran++;
                if (!job->work(task, job->data)) {
                    atomic_store(&job->failed, true);
                    break;
                }
            } while (release(job, me, task, &task));
    } while (sleep_until_called(job));
}

/* --- the whole ----------------------------------------------------------- */

static void *must(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

/* What waits for nothing is shared out before anybody begins: to worker i what
 * there is of it among the i-th part of the tasks. */
static void prepare_worker(struct job *job, unsigned i)
{
    const struct graph *g = job->g;
    uint32_t first = (uint32_t)((uint64_t)g->tasks * i / job->threads);
    uint32_t end = (uint32_t)((uint64_t)g->tasks * (i + 1) / job->threads);
    struct worker *w = &job->workers[i];
    *w = (struct worker){.lock = PTHREAD_MUTEX_INITIALIZER};
    w->stack = must(malloc((g->tasks + 1ul) * sizeof *w->stack));
    long count = 0;
    for (uint32_t t = end; t-- > first;)
        if (g->waits[t] == 0)
            w->stack[count++] = t;
    atomic_init(&w->bottom, count);
}

static void prepare(struct job *job)
{
    size_t bytes = job->g->tasks * sizeof *job->waiting;
    job->workers =
        must(aligned_alloc(CACHELINE, job->threads * sizeof *job->workers));
    job->waiting = must(malloc(bytes + 1));
    memcpy((void *)job->waiting, job->g->waits, bytes);
    for (unsigned i = 0; i < job->threads; i++)
        prepare_worker(job, i);
}

enum run_end run(const struct graph *g, task_work *work, void *data,
                 unsigned threads)
{
    struct job job = {.g = g,
                      .work = work,
                      .data = data,
                      .threads = threads,
                      .lock = PTHREAD_MUTEX_INITIALIZER,
                      .wake = PTHREAD_COND_INITIALIZER};
    uint32_t ran = 0;
    prepare(&job);
    team_run(threads, take_part, &job);
    for (unsigned i = 0; i < threads; i++) {
        ran += job.workers[i].ran;
        free(job.workers[i].stack);
    }
    free(job.workers);
    free((void *)job.waiting);
    return job.failed ? RUN_FAILED : ran < g->tasks ? RUN_STUCK : RUN_DONE;
}
