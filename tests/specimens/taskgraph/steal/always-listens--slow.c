/* Listens to the bell, whose lock is one for all, before every look for a job.
 */
#include <stdalign.h>
#include <stdlib.h>

#include "bell.h"
#include "cacheline.h"
#include "steal.h"
#include "team.h"

/* --- the deque ----------------------------------------------------------- */

struct deque {
    alignas(CACHELINE) _Atomic int64_t top;
    alignas(CACHELINE) _Atomic int64_t bottom;
    size_t mask; /* never changes */
    _Atomic(void *) slots[];
};

struct deque *deque_new(size_t capacity)
{
    size_t bytes = sizeof(struct deque) + capacity * sizeof(void *);
    bytes = (bytes + CACHELINE - 1) / CACHELINE * CACHELINE;
    struct deque *d = aligned_alloc(CACHELINE, bytes);
    if (d == NULL)
        return NULL;
    atomic_init(&d->top, 0);
    atomic_init(&d->bottom, 0);
    d->mask = capacity - 1;
    return d;
}

void deque_free(struct deque *d)
{
    free(d);
}

bool deque_push(struct deque *d, void *item)
{
    int64_t bottom = atomic_load_explicit(&d->bottom, memory_order_relaxed);
    int64_t top = atomic_load_explicit(&d->top, memory_order_acquire);
    if (bottom - top > (int64_t)d->mask)
        return false;
    atomic_store_explicit(&d->slots[bottom & d->mask], item,
                          memory_order_relaxed);
    atomic_store(&d->bottom, bottom + 1);
    return true;
}

void *deque_pop(struct deque *d)
{
    int64_t bottom = atomic_load_explicit(&d->bottom, memory_order_relaxed) - 1;
    atomic_store(&d->bottom, bottom);
    int64_t top = atomic_load(&d->top);
    void *item = NULL;
    if (top <= bottom)
        item = atomic_load_explicit(&d->slots[bottom & d->mask],
                                    memory_order_relaxed);
    if (top < bottom)
        return item;
    if (top == bottom &&
        !atomic_compare_exchange_strong(&d->top, &top, top + 1))
        item = NULL;
    atomic_store_explicit(&d->bottom, bottom + 1, memory_order_release);
    return item;
}

void *deque_steal(struct deque *d)
{
    int64_t top = atomic_load(&d->top);
    int64_t bottom = atomic_load(&d->bottom);
    if (top >= bottom)
        return NULL;
    void *item =
        atomic_load_explicit(&d->slots[top & d->mask], memory_order_relaxed);
    return atomic_compare_exchange_strong(&d->top, &top, top + 1) ? item : NULL;
}

static bool deque_empty(struct deque *d)
{
    return atomic_load(&d->top) >= atomic_load(&d->bottom);
}

/* --- the crew ------------------------------------------------------------ */

enum { CAPACITY = 8192 };

enum { OPEN, WANTED, ENDED }; /* state of a job */

struct worker {
    alignas(CACHELINE) struct deque *deque;
    struct crew *crew;
    unsigned rank;
};

struct crew {
    unsigned threads;
    struct worker *workers;
    job_work *work;
    void *arg;
    atomic_bool over;
    alignas(CACHELINE) struct bell bell;
};

/* --- sleeping ------------------------------------------------------------ */

static bool anything_there(struct crew *crew)
{
    for (unsigned i = 0; i < crew->threads; i++)
        if (!deque_empty(crew->workers[i].deque))
            return true;
    return false;
}

/* True if the job has not ended, and whoever ends it will ring. */
static bool mark(struct job *job)
{
    unsigned state = OPEN;
    return job == NULL ||
           atomic_compare_exchange_strong(&job->state, &state, WANTED) ||
           state == WANTED;
}

/* --- jobs ---------------------------------------------------------------- */

/* The job may be gone as soon as its state says so. */
static void do_job(struct worker *me, struct job *job)
{
    struct crew *crew = me->crew;
    job->work(me, job->arg);
    if (atomic_exchange(&job->state, ENDED) == WANTED)
        bell_ring_all(&crew->bell);
}

static struct job *find_any(struct worker *me)
{
    struct crew *crew = me->crew;
    struct job *job = deque_pop(me->deque);
    for (unsigned i = 1; i < crew->threads && job == NULL; i++)
        job = deque_steal(crew->workers[(me->rank + i) % crew->threads].deque);
    return job;
}

/* Or NULL, after a sleep: the job `wanted` has ended, or all is over, or there
 * may be something to do. */
static struct job *find_job(struct worker *me, struct job *wanted)
{
    struct crew *crew = me->crew;
    uint64_t heard = bell_listen(&crew->bell);
    struct job *job = find_any(me);
    if (job == NULL && mark(wanted) && !anything_there(crew) &&
        !atomic_load(&crew->over))
        bell_sleep(&crew->bell, heard);
    else
        bell_leave(&crew->bell);
    return job;
}

void crew_spawn(struct worker *me, struct job *job, job_work *work, void *arg)
{
    job->work = work;
    job->arg = arg;
    atomic_init(&job->state, OPEN);
    if (deque_push(me->deque, job))
        bell_ring_one(&me->crew->bell);
    else
        do_job(me, job);
}

void crew_join(struct worker *me, struct job *job)
{
    while (atomic_load_explicit(&job->state, memory_order_acquire) != ENDED) {
        struct job *other = find_job(me, job);
        if (other != NULL)
            do_job(me, other);
    }
}

static void take_part(unsigned rank, unsigned threads, void *shared)
{
    struct crew *crew = shared;
    struct worker *me = &crew->workers[rank];
    (void)threads;
    if (rank == 0) {
        crew->work(me, crew->arg);
        atomic_store(&crew->over, true);
        bell_ring_all(&crew->bell);
        return;
    }
    do {
        struct job *job = find_job(me, NULL);
        if (job != NULL)
            do_job(me, job);
    } while (!atomic_load(&crew->over));
}

void crew_run(unsigned threads, job_work *work, void *arg)
{
    struct crew crew = {.threads = threads, .work = work, .arg = arg};
    bell_init(&crew.bell);
    crew.workers = aligned_alloc(CACHELINE, threads * sizeof *crew.workers);
    if (crew.workers == NULL)
        abort();
    for (unsigned i = 0; i < threads; i++) {
        crew.workers[i] = (struct worker){deque_new(CAPACITY), &crew, i};
        if (crew.workers[i].deque == NULL)
            abort();
    }
    team_run(threads, take_part, &crew);
    for (unsigned i = 0; i < threads; i++)
        deque_free(crew.workers[i].deque);
    free(crew.workers);
}
