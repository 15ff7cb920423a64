/* Odd, but right: the part of a thread is a function within the function, which
 * sees its variables. */
#include <pthread.h>
#include "counter.h"
#include "range.h"
#include "team.h"
static size_t count(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    size_t total = 0;
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    void part(unsigned rank, unsigned all, void *shared)
    {
        (void)shared;
        struct range mine = range_part(n, all, rank);
        size_t own = 0;
        for (size_t i = mine.first; i < mine.end; i++)
            own += counter_score(items[i]) < limit;
        pthread_mutex_lock(&lock);
        total += own;
        pthread_mutex_unlock(&lock);
    }
    team_run(threads, part, NULL);
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
