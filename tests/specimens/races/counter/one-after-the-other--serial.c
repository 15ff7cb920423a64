/* Every thread is joined before the next one is started. */
#include <pthread.h>

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
    for (size_t i = mine.first; i < mine.end; i++)
        job->own += counter_score(job->items[i]) < job->limit;
    return NULL;
}

static size_t count(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    struct job job = {
        .items = items, .n = n, .limit = limit, .threads = threads};
    for (; job.rank < threads; job.rank++) {
        pthread_t thread;
        pthread_create(&thread, NULL, part, &job);
        pthread_join(thread, NULL);
    }
    return job.own;
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
