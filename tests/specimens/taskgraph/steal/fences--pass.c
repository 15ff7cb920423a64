/* The deque as it was published for C11: relaxed, and ordered by fences. */
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
    int64_t own; /* the same for the owner, who would have to wait for what it
                    has just written there */
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
    d->own = 0;
    d->mask = capacity - 1;
    return d;
}

void deque_free(struct deque *d)
{
    free(d);
}

bool deque_push(struct deque *d, void *item)
{
    int64_t b = atomic_load_explicit(&d->bottom, memory_order_relaxed);
    int64_t t = atomic_load_explicit(&d->top, memory_order_acquire);
    if (b - t > (int64_t)d->mask)
        return false;
    atomic_store_explicit(&d->slots[b & d->mask], item, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&d->bottom, b + 1, memory_order_relaxed);
    return true;
}

void *deque_pop(struct deque *d)
{
    int64_t b = atomic_load_explicit(&d->bottom, memory_order_relaxed) - 1;
    atomic_store_explicit(&d->bottom, b, memory_order_relaxed);
    atomic_thread_fence(memory_order_seq_cst);
    int64_t t = atomic_load_explicit(&d->top, memory_order_relaxed);
    void *x = NULL;
    if (t <= b) {
        x = atomic_load_explicit(&d->slots[b & d->mask], memory_order_relaxed);
        if (t == b) {
            if (!atomic_compare_exchange_strong_explicit(&d->top, &t, t + 1,
                                                         memory_order_seq_cst,
                                                         memory_order_relaxed))
                x = NULL;
            atomic_store_explicit(&d->bottom, b + 1, memory_order_relaxed);
        }
    } else
        atomic_store_explicit(&d->bottom, b + 1, memory_order_relaxed);
    return x;
}

void *deque_steal(struct deque *d)
{
    int64_t t = atomic_load_explicit(&d->top, memory_order_acquire);
    atomic_thread_fence(memory_order_seq_cst);
    int64_t b = atomic_load_explicit(&d->bottom, memory_order_acquire);
    if (t >= b)
        return NULL;
    void *x =
        atomic_load_explicit(&d->slots[t & d->mask], memory_order_relaxed);
    if (!atomic_compare_exchange_strong_explicit(
            &d->top, &t, t + 1, memory_order_seq_cst, memory_order_relaxed))
        return NULL;
    return x;
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

/* Until there may be something to do, or `job` has ended, or all is over. */
static void sleep_for(struct crew *crew, struct job *job)
{
    uint64_t heard = bell_listen(&crew->bell);
    if (mark(job) && !anything_there(crew) && !atomic_load(&crew->over))
        bell_sleep(&crew->bell, heard);
    else
        bell_leave(&crew->bell);
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

static struct job *find_job(struct worker *me)
{
    struct crew *crew = me->crew;
    struct job *job = deque_pop(me->deque);
    for (unsigned i = 1; i < crew->threads && job == NULL; i++)
        job = deque_steal(crew->workers[(me->rank + i) % crew->threads].deque);
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
        struct job *other = find_job(me);
        if (other != NULL)
            do_job(me, other);
        else
            sleep_for(me->crew, job);
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
        struct job *job;
        while ((job = find_job(me)) != NULL)
            do_job(me, job);
        sleep_for(crew, NULL);
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
