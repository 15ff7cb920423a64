/*
 * run.c - one way to do it, and why it is right.
 *
 * waiting[t] is atomic: of all that t waits for, exactly one brings it to 0,
 * and that one makes t ready.  Each fetch_sub is a release and an acquire, so
 * who brings it to 0 has seen what the others wrote.  Who finds just what it
 * would take away is the last one: a load, an acquire too, is enough.
 *
 * Of what a task makes ready, its thread runs one at once (a chain costs no
 * lock at all) and puts the others on a stack of its own.  If the next task of
 * the stack leads to the same t as this one, and both to nothing else, t cannot
 * begin before that one has ended: it is run first, and both are counted down
 * together.
 *
 * The stack  is stack[top] to stack[bottom - 1]; the owner works at the bottom,
 *           thieves take the older half from the top and hold a lock meanwhile.
 *           The owner needs none, or a task would cost two locks: it claims the
 *           last task by making the stack shorter, and then looks at top; a
 *           thief claims by moving top, and then looks at bottom.  All four are
 *           seq_cst: if both want the same task, one of them, at least, sees
 *           the other.  A thief that sees it gives back; an owner that sees it
 *           takes the lock, and looks again when no thief is at work.
 *           (So do Frigo, Leiserson and Randall in Cilk, 1998: "THE".)
 * Sleeping  A thread counts itself as asleep first, and then looks once more
 *           at all stacks.  Who puts something on a stack looks at `asleep`
 *           afterwards.  So if the sleeper did not see the task, the other one
 *           sees the count and calls it, under the lock that also guards count
 *           and last look: the call cannot fall in between.
 * The end   When all are asleep, nothing is on any stack, and nobody is about
 *           to put anything there: all that could be run has been.  No task has
 *           to touch a common counter for that, and what a circle or a failed
 *           task holds up just never becomes ready.
 */
#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "cacheline.h"
#include "range.h"
#include "run.h"
#include "team.h"

struct worker {
    alignas(CACHELINE) pthread_mutex_t lock; /* guards top */
    atomic_long top;                         /* the oldest task on the stack */
    alignas(CACHELINE) atomic_long bottom;   /* one behind the newest */
    long own;                                /* the same for the owner */
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

static const uint32_t none = UINT32_MAX; /* no task's number */

/* The owner keeps a copy: to read back what an exchange has just written
 * takes it longer than the exchange itself. */
static void set_bottom(struct worker *me, long bottom)
{
    me->own = bottom;
    atomic_store(&me->bottom, bottom);
}

static uint32_t take_own(struct worker *me)
{
    long last = me->own - 1;
    set_bottom(me, last);
    if (atomic_load(&me->top) <= last)
        return me->stack[last];
    pthread_mutex_lock(&me->lock);
    bool found = atomic_load(&me->top) <= last;
    if (!found) { /* empty: begin anew, so that there is always room */
        atomic_store(&me->top, 0);
        set_bottom(me, 0);
    }
    pthread_mutex_unlock(&me->lock);
    return found ? me->stack[last] : none;
}

/* The older half of a stack goes to the thief's, which is empty: nobody else
 * looks into it before its bottom says so. The last one is for the caller. Who
 * looked meanwhile saw the others on neither stack, and may be asleep. */
static uint32_t steal_from(struct job *job, struct worker *from,
                           struct worker *me)
{
    pthread_mutex_lock(&from->lock);
    long top = atomic_load(&from->top);
    long half = (atomic_load(&from->bottom) - top + 1) / 2;
    if (half > 0) {
        atomic_store(&from->top, top + half);
        if (top + half > atomic_load(&from->bottom)) {
            atomic_store(&from->top, top);
            half = 0;
        }
        memcpy(me->stack, from->stack + top, half * sizeof *me->stack);
    }
    pthread_mutex_unlock(&from->lock);
    if (half > 1) {
        set_bottom(me, half - 1);
        call_sleepers(job, half - 1);
    }
    return half > 0 ? me->stack[half - 1] : none;
}

static uint32_t take(struct job *job, unsigned rank)
{
    struct worker *me = &job->workers[rank];
    uint32_t task = take_own(me);
    for (unsigned i = 1; i < job->threads && task == none; i++)
        task = steal_from(job, &job->workers[(rank + i) % job->threads], me);
    return task;
}

/* The next task of the stack, if it leads to t and to nothing else; a thief may
 * be quicker. */
static uint32_t take_sibling(const struct graph *g, struct worker *me,
                             uint32_t t)
{
    if (me->own == 0)
        return none;
    const uint32_t *first = &g->first[me->stack[me->own - 1]];
    return first[1] == first[0] + 1 && g->next[first[0]] == t ? take_own(me)
                                                              : none;
}

/* `ended` of the tasks that this one waits for have ended. True if it waits
 * for no other. */
static bool count_down(_Atomic uint32_t *waiting, uint32_t ended)
{
    return atomic_load_explicit(waiting, memory_order_acquire) == ended ||
           atomic_fetch_sub_explicit(waiting, ended, memory_order_acq_rel) ==
               ended;
}

/* What the task makes ready: one for the caller, the others go on its stack. */
static uint32_t release(struct job *job, struct worker *me, uint32_t task,
                        uint32_t ended)
{
    const struct graph *g = job->g;
    long end = me->own;
    uint32_t kept = none;
    for (uint32_t e = g->first[task]; e < g->first[task + 1]; e++) {
        uint32_t t = g->next[e];
        if (!count_down(&job->waiting[t], ended))
            continue;
        if (kept == none)
            kept = t;
        else
            me->stack[end++] = t;
    }
    size_t pushed = (size_t)(end - me->own);
    if (pushed > 0) {
        set_bottom(me, end);
        call_sleepers(job, pushed);
    }
    return kept;
}

/* Runs a task and what it leads to, until only the stack is left. */
static void run_from(struct job *job, struct worker *me, uint32_t task)
{
    const struct graph *g = job->g;
    uint32_t ended = 0; /* before this one, not counted down yet */
    while (task != none) {
        me->ran++;
        if (!job->work(task, job->data)) {
            atomic_store(&job->failed, true);
            return;
        }
        ended++;
        uint32_t first = g->first[task], next = none;
        if (g->first[task + 1] == first + 1)
            next = take_sibling(g, me, g->next[first]);
        if (next == none) {
            next = release(job, me, task, ended);
            ended = 0;
        }
        task = next;
    }
}

static void take_part(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    uint32_t task;
    (void)threads;
    do {
        while ((task = take(job, rank)) != none)
            run_from(job, &job->workers[rank], task);
    } while (sleep_until_called(job));
}

/* --- the whole ----------------------------------------------------------- */

/* Worker i begins with what waits for nothing among the i-th part of the tasks;
 * their counts are set on the way. */
static void prepare_worker(struct job *job, unsigned i, uint32_t *stack)
{
    const struct graph *g = job->g;
    struct worker *w = &job->workers[i];
    struct range part = range_part(g->tasks, job->threads, i);
    long count = 0;
    *w = (struct worker){.lock = PTHREAD_MUTEX_INITIALIZER, .stack = stack};
    for (size_t t = part.end; t-- > part.first;) {
        atomic_init(&job->waiting[t], g->waits[t]);
        if (g->waits[t] == 0)
            stack[count++] = (uint32_t)t;
    }
    set_bottom(w, count);
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
    /* the counts, and a stack for each */
    uint32_t *memory =
        malloc((g->tasks + 1ul) * (threads + 1ul) * sizeof *memory);
    uint32_t ran = 0;
    job.waiting = (_Atomic uint32_t *)memory;
    job.workers = aligned_alloc(CACHELINE, threads * sizeof *job.workers);
    if (memory == NULL || job.workers == NULL)
        abort();
    for (unsigned i = 0; i < threads; i++)
        prepare_worker(&job, i, memory + (i + 1ul) * g->tasks);
    team_run(threads, take_part, &job);
    for (unsigned i = 0; i < threads; i++)
        ran += job.workers[i].ran;
    free(job.workers);
    free(memory);
    return job.failed ? RUN_FAILED : ran < g->tasks ? RUN_STUCK : RUN_DONE;
}
