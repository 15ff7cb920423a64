/* The textbook: all threads add to one variable. */
#include "counter.h"
#include "range.h"
#include "team.h"

struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    size_t total;
};

static void part(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        if (counter_score(job->items[i]) < job->limit)
            job->total++;
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
