/*
 * serial.c - the same contract without threads: the code that speed-up is
 * measured against. It may be read, and it is not to be edited.
 */
#include "counter.h"

static size_t count(const uint64_t *items, size_t n, unsigned limit)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++)
        if (counter_score(items[i]) < limit)
            total++;
    return total;
}

size_t count_mutex(const uint64_t *items, size_t n, unsigned limit,
                   unsigned threads)
{
    (void)threads;
    return count(items, n, limit);
}

size_t count_atomic(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    (void)threads;
    return count(items, n, limit);
}

size_t count_private(const uint64_t *items, size_t n, unsigned limit,
                     unsigned threads)
{
    (void)threads;
    return count(items, n, limit);
}
