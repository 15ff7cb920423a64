/*
 * Race: the shared tally is read and written as a whole, straight by a call,
 * which gcc by itself tells no detector of.
 */
#include <pthread.h>
#include "counter.h"
#include "range.h"
#include "team.h"

struct tally {
    size_t below, looked_at, greatest;
};

struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    struct tally total;
    pthread_mutex_t lock;
};

static struct tally plus(struct tally a, struct tally b)
{
    return (struct tally){a.below + b.below, a.looked_at + b.looked_at,
                          a.greatest > b.greatest ? a.greatest : b.greatest};
}

static void part(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    struct tally own = {0};
    for (size_t i = mine.first; i < mine.end; i++) {
        unsigned score = counter_score(job->items[i]);
        own = plus(own, (struct tally){score < job->limit, 1, score});
    }
    job->total = plus(job->total, own);
}

static size_t count(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    struct job job = {items, n, limit, {0}, PTHREAD_MUTEX_INITIALIZER};
    team_run(threads, part, &job);
    return job.total.below;
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
