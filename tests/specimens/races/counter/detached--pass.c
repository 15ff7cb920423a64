/* Detached threads that report to a condition variable when they are done. */
#include <pthread.h>

#include "counter.h"
#include "range.h"

struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    unsigned threads, started, done;
    size_t total;
    pthread_mutex_t lock;
    pthread_cond_t all_done;
};

static void *part(void *arg)
{
    struct job *job = arg;
    size_t own = 0;
    pthread_mutex_lock(&job->lock);
    struct range mine = range_part(job->n, job->threads, job->started++);
    pthread_mutex_unlock(&job->lock);
    for (size_t i = mine.first; i < mine.end; i++)
        own += counter_score(job->items[i]) < job->limit;
    pthread_mutex_lock(&job->lock);
    job->total += own;
    if (++job->done == job->threads)
        pthread_cond_signal(&job->all_done);
    pthread_mutex_unlock(&job->lock);
    return NULL;
}

/* The job outlives the call: the last thread may still be in unlock. */
static size_t count(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    static struct job job = {.lock = PTHREAD_MUTEX_INITIALIZER,
                             .all_done = PTHREAD_COND_INITIALIZER};
    pthread_mutex_lock(&job.lock);
    job.items = items;
    job.n = n;
    job.limit = limit;
    job.threads = threads;
    job.started = job.done = 0;
    job.total = 0;
    for (unsigned i = 0; i < threads; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, part, &job);
        pthread_detach(thread);
    }
    while (job.done < threads)
        pthread_cond_wait(&job.all_done, &job.lock);
    size_t total = job.total;
    pthread_mutex_unlock(&job.lock);
    return total;
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
