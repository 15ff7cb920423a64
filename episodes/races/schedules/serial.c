/*
 * serial.c - the same contract without threads: the code that speed-up is
 * measured against. It may be read, and it is not to be edited.
 */
#include "schedules.h"

uint64_t even(const uint64_t *items, size_t n, unsigned threads)
{
    uint64_t sum = 0;
    (void)threads;
    for (size_t i = 0; i < n; i++)
        sum += grind(items[i], EVEN_STEPS);
    return sum;
}

void growing(const uint64_t *items, size_t n, unsigned threads,
             uint64_t *ground)
{
    (void)threads;
    for (size_t i = 0; i < n; i++)
        ground[i] = grind(items[i], (unsigned)i + 1);
}

size_t block(const uint64_t *items, const unsigned *steps, size_t n,
             unsigned threads)
{
    uint64_t smallest = UINT64_MAX;
    size_t where = 0;
    (void)threads;
    for (size_t i = 0; i < n; i++) {
        uint64_t value = grind(items[i], steps[i]);
        if (value < smallest) {
            smallest = value;
            where = i;
        }
    }
    return where;
}

void scattered(const uint64_t *items, const unsigned *steps, size_t n,
               unsigned threads, size_t bins[BINS])
{
    (void)threads;
    for (size_t b = 0; b < BINS; b++)
        bins[b] = 0;
    for (size_t i = 0; i < n; i++)
        bins[grind(items[i], steps[i]) % BINS]++;
}
