/* Threads take chunks from a shared pile until it is empty: dynamic work. */
#include <stdatomic.h>

#include "counter.h"
#include "team.h"

struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    atomic_size_t next, total;
};

enum { CHUNK = 4096 };

static void part(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    size_t own = 0;
    (void)rank, (void)threads;
    for (;;) {
        size_t first = atomic_fetch_add(&job->next, CHUNK);
        if (first >= job->n)
            break;
        size_t end = first + CHUNK < job->n ? first + CHUNK : job->n;
        for (size_t i = first; i < end; i++)
            own += counter_score(job->items[i]) < job->limit;
    }
    atomic_fetch_add(&job->total, own);
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
