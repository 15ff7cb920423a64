/*
 * steal.c - one way to do it, and why it is right.
 *
 * The deque is that of Chase and Lev, "Dynamic circular work-stealing deque"
 * (2005).  bottom belongs to the owner; top only grows, and only by a
 * compare-and-exchange, so each number is given out once.
 *
 * Last item  pop first makes the deque shorter and then looks at top; a thief
 *            looks at top first, then at bottom, and then claims top.  All four
 *            are seq_cst: they have one order for everybody.  So if the thief
 *            has not seen the shorter deque, pop sees the top that the thief
 *            found, at least.  Then either there is more than one item, and
 *            they want different ones, or both claim the last one by the same
 *            exchange, and one of them gets it.
 * Reuse      A slot is written again only after top has passed it.  A thief
 *            that has read it before then fails in its exchange.
 *
 * The crew: what a thread spawns goes into its own deque, and a join does what
 * is there, mostly the very job.  Who finds nothing listens to the bell, looks
 * at all deques once more, and sleeps; who spawns rings after its push.  A join
 * that sleeps leaves a mark in the job (WANTED), and who ends a job with a mark
 * rings for all, since only one of the sleepers is the right one.
 *
 * In the deque top and bottom lie on lines of their own: else every theft would
 * take away the line that the owner needs for each push.
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
    int64_t bottom = d->own;
    int64_t top = atomic_load_explicit(&d->top, memory_order_acquire);
    if (bottom - top > (int64_t)d->mask)
        return false;
    atomic_store_explicit(&d->slots[bottom & d->mask], item,
                          memory_order_relaxed);
    d->own = bottom + 1;
    atomic_store(&d->bottom, bottom + 1);
    return true;
}

void *deque_pop(struct deque *d)
{
    int64_t bottom = d->own - 1;
    atomic_store(&d->bottom, bottom);
    int64_t top = atomic_load(&d->top);
    void *item = NULL;
    d->own = bottom;
    if (top <= bottom)
        item = atomic_load_explicit(&d->slots[bottom & d->mask],
                                    memory_order_relaxed);
    if (top < bottom)
        return item;
    if (top == bottom &&
        !atomic_compare_exchange_strong(&d->top, &top, top + 1))
        item = NULL;
    d->own = bottom + 1;
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
