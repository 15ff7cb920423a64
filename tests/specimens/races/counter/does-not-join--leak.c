/* Answers by itself and leaves its threads to run. */
#include <pthread.h>
#include <unistd.h>

#include "counter.h"

static void *linger(void *arg)
{
    for (;;)
        pause();
    return arg;
}

static size_t count(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    size_t total = 0;
    for (unsigned i = 0; i < threads; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, linger, NULL);
        pthread_detach(thread);
    }
    for (size_t i = 0; i < n; i++)
        total += counter_score(items[i]) < limit;
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
