/* All of the work is done under one lock, which is asked for with a limit. */
#include <pthread.h>
#include <time.h>

#include "counter.h"
#include "range.h"
#include "team.h"

static const struct timespec never = {.tv_sec = 4000000000}; /* 2096 */

struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    pthread_rwlock_t lock;
    size_t total;
};

static void part(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    while (pthread_rwlock_timedwrlock(&job->lock, &never) != 0)
        ;
    for (size_t i = mine.first; i < mine.end; i++)
        job->total += counter_score(job->items[i]) < job->limit;
    pthread_rwlock_unlock(&job->lock);
}

static size_t count(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    struct job job = {.items = items, .n = n, .limit = limit};
    pthread_rwlock_init(&job.lock, NULL);
    team_run(threads, part, &job);
    pthread_rwlock_destroy(&job.lock);
    return job.total;
}

size_t count_mutex(const uint64_t *items, size_t n, unsigned limit,
                   unsigned threads)
{
    return count(items, n, limit, threads);
}

size_t count_atomic(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    return count(items, n, limit, threads);
}

size_t count_private(const uint64_t *items, size_t n, unsigned limit,
                     unsigned threads)
{
    return count(items, n, limit, threads);
}
