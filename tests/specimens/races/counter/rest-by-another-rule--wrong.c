/* Items that are left over are counted by the caller, and up to the limit. */
#include <pthread.h>
#include <stdatomic.h>

#include "counter.h"
#include "range.h"
#include "team.h"

struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    pthread_mutex_t lock; /* guards total */
    size_t total;
    atomic_size_t atomic_total;
};

static void part_mutex(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++) {
        if (counter_score(job->items[i]) >= job->limit)
            continue;
        pthread_mutex_lock(&job->lock);
        job->total++;
        pthread_mutex_unlock(&job->lock);
    }
}

static void part_atomic(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        if (counter_score(job->items[i]) < job->limit)
            atomic_fetch_add_explicit(&job->atomic_total, 1,
                                      memory_order_relaxed);
}

static void part_private(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    size_t own = 0;
    for (size_t i = mine.first; i < mine.end; i++)
        if (counter_score(job->items[i]) < job->limit)
            own++;
    pthread_mutex_lock(&job->lock);
    job->total += own;
    pthread_mutex_unlock(&job->lock);
}

static size_t count(team_body *part, const uint64_t *items, size_t n,
                    unsigned limit, unsigned threads)
{
    struct job job = {.items = items, .n = n, .limit = limit};
    pthread_mutex_init(&job.lock, NULL);
    job.n -= n % threads;
    team_run(threads, part, &job);
    for (size_t i = job.n; i < n; i++)
        job.total += counter_score(items[i]) <= limit;
    pthread_mutex_destroy(&job.lock);
    return job.total + job.atomic_total;
}

size_t count_mutex(const uint64_t *items, size_t n, unsigned limit,
                   unsigned threads)
{
    return count(part_mutex, items, n, limit, threads);
}

size_t count_atomic(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    return count(part_atomic, items, n, limit, threads);
}

size_t count_private(const uint64_t *items, size_t n, unsigned limit,
                     unsigned threads)
{
    return count(part_private, items, n, limit, threads);
}
