/* Items dealt out in turn, a padded slot for each thread, summed by the caller.
 */
#include <stdalign.h>

#include "cacheline.h"
#include "counter.h"
#include "team.h"

struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    struct {
        alignas(CACHELINE) size_t total;
    } slot[64];
};

static void part(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    size_t own = 0;
    for (size_t i = rank; i < job->n; i += threads)
        own += counter_score(job->items[i]) < job->limit;
    job->slot[rank].total = own;
}

static size_t count(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    struct job job = {.items = items, .n = n, .limit = limit};
    size_t sum = 0;
    team_run(threads, part, &job);
    for (unsigned i = 0; i < threads; i++)
        sum += job.slot[i].total;
    return sum;
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
