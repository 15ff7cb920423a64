/* Even and odd threads hold different locks for the same total. */
#include <pthread.h>

#include "counter.h"
#include "range.h"
#include "team.h"

struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    size_t total;
};

static pthread_mutex_t even = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t odd = PTHREAD_MUTEX_INITIALIZER;

static void part(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    size_t own = 0;
    for (size_t i = mine.first; i < mine.end; i++)
        own += counter_score(job->items[i]) < job->limit;
    pthread_mutex_t *lock = rank % 2 == 0 ? &even : &odd;
    pthread_mutex_lock(lock);
    job->total += own;
    pthread_mutex_unlock(lock);
}

static size_t count(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    struct job job = {.items = items, .n = n, .limit = limit};
    team_run(threads, part, &job);
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
