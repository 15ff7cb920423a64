/* A stack for each thread, with a lock that its owner takes, too. */
#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "cacheline.h"
#include "run.h"
#include "team.h"

struct worker {
    alignas(CACHELINE) pthread_mutex_t lock; /* guards count and the stack */
    size_t count;
    uint32_t *stack;
    uint32_t ran; /* the owner's */
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
    size_t ready = 0;
    for (unsigned i = 0; i < job->threads && ready == 0; i++) {
        pthread_mutex_lock(&job->workers[i].lock);
        ready = job->workers[i].count;
        pthread_mutex_unlock(&job->workers[i].lock);
    }
    return ready > 0;
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
    pthread_mutex_lock(&me->lock);
    bool found = me->count > 0;
    if (found)
        *task = me->stack[--me->count];
    pthread_mutex_unlock(&me->lock);
    return found;
}

/* The older half of the stack goes to the thief's, which is empty: nobody
 * else looks into it before its count says so. Who looked meanwhile saw them
 * on neither stack, and may have gone to sleep. */
static bool take_half(struct job *job, struct worker *from, struct worker *me,
                      uint32_t *task)
{
    pthread_mutex_lock(&from->lock);
    size_t half = (from->count + 1) / 2;
    if (half > 0) {
        memcpy(me->stack, from->stack, half * sizeof *me->stack);
        from->count -= half;
        memmove(from->stack, from->stack + half,
                from->count * sizeof *me->stack);
    }
    pthread_mutex_unlock(&from->lock);
    if (half == 0)
        return false;
    *task = me->stack[half - 1];
    pthread_mutex_lock(&me->lock);
    me->count = half - 1;
    pthread_mutex_unlock(&me->lock);
    call_sleepers(job, half - 1);
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
    size_t found = 0;
    for (uint32_t e = g->first[task]; e < g->first[task + 1]; e++) {
        uint32_t t = g->next[e];
        if (g->waits[t] != 1 &&
            atomic_fetch_sub_explicit(&job->waiting[t], 1,
                                      memory_order_acq_rel) != 1)
            continue;
        if (found++ == 0) {
            *kept = t;
            continue;
        }
        if (found == 2)
            pthread_mutex_lock(&me->lock);
        me->stack[me->count++] = t;
    }
    if (found < 2)
        return found == 1;
    pthread_mutex_unlock(&me->lock);
    call_sleepers(job, found - 1);
    return true;
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

/* What waits for nothing is shared out before anybody begins. */
static void prepare(struct job *job)
{
    const struct graph *g = job->g;
    size_t size = job->threads * sizeof *job->workers;
    job->workers = must(aligned_alloc(CACHELINE, size));
    job->waiting = must(malloc((g->tasks + 1ul) * sizeof *job->waiting));
    for (unsigned i = 0; i < job->threads; i++) {
        struct worker *w = &job->workers[i];
        *w = (struct worker){.lock = PTHREAD_MUTEX_INITIALIZER};
        w->stack = must(malloc((g->tasks + 1ul) * sizeof *w->stack));
    }
    for (uint32_t t = g->tasks; t-- > 0;) {
        struct worker *w = &job->workers[(uint64_t)t * job->threads / g->tasks];
        atomic_init(&job->waiting[t], g->waits[t]);
        if (g->waits[t] == 0)
            w->stack[w->count++] = t;
    }
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
