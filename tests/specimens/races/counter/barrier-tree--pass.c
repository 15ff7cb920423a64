/* Partial counts are added up pairwise, a barrier between the rounds. */
#include <pthread.h>

#include "counter.h"
#include "range.h"
#include "team.h"

struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    pthread_barrier_t round;
    size_t own[64];
};

static void part(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    size_t own = 0;
    for (size_t i = mine.first; i < mine.end; i++)
        own += counter_score(job->items[i]) < job->limit;
    job->own[rank] = own;
    for (unsigned step = 1; step < threads; step *= 2) {
        pthread_barrier_wait(&job->round);
        if (rank % (2 * step) == 0 && rank + step < threads)
            job->own[rank] += job->own[rank + step];
    }
}

static size_t count(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    struct job job = {.items = items, .n = n, .limit = limit};
    pthread_barrier_init(&job.round, NULL, threads);
    team_run(threads, part, &job);
    pthread_barrier_destroy(&job.round);
    return job.own[0];
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
