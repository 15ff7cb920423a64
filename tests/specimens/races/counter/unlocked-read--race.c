/* The caller reads the total before the threads are joined. */
#include <pthread.h>
#include <sched.h>

#include "counter.h"
#include "range.h"

struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    unsigned rank, threads;
    pthread_mutex_t *lock;
    size_t *total, *done;
};

static void *part(void *arg)
{
    struct job *job = arg;
    struct range mine = range_part(job->n, job->threads, job->rank);
    size_t own = 0;
    for (size_t i = mine.first; i < mine.end; i++)
        own += counter_score(job->items[i]) < job->limit;
    pthread_mutex_lock(job->lock);
    *job->total += own;
    *job->done += 1;
    pthread_mutex_unlock(job->lock);
    return NULL;
}

static size_t count(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    size_t total = 0, done = 0;
    struct job job[threads];
    pthread_t thread[threads];
    for (unsigned i = 0; i < threads; i++) {
        job[i] =
            (struct job){items, n, limit, i, threads, &lock, &total, &done};
        pthread_create(&thread[i], NULL, part, &job[i]);
    }
    while (*(volatile size_t *)&done < threads)
        sched_yield();
    size_t result = total;
    for (unsigned i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
    return result;
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
