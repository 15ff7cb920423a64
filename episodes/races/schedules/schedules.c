/*
 * schedules.c - share four loops out with OpenMP: right, and in equal parts.
 *
 * The four loops below were right until somebody put a pragma over each. A
 * pragma says more than "run this on several threads": which variables each
 * thread has for itself, what becomes of results that they all add to, and who
 * does which rounds of the loop.  Nothing of that is said here.  schedules.h is
 * the contract; it also says what each round costs.
 */
#include "schedules.h"

/* 1. ---------------------------------------------------------------------- */

uint64_t even(const uint64_t *items, size_t n, unsigned threads)
{
    uint64_t sum = 0;
    /* TODO: whose sum is it? */
#pragma omp parallel for num_threads(threads)
    for (size_t i = 0; i < n; i++)
        sum += grind(items[i], EVEN_STEPS);
    return sum;
}

/* 2. ---------------------------------------------------------------------- */

void growing(const uint64_t *items, size_t n, unsigned threads,
             uint64_t *ground)
{
    unsigned steps;
    /* TODO: steps; and who gets what */
#pragma omp parallel for num_threads(threads)
    for (size_t i = 0; i < n; i++) {
        steps = (unsigned)i + 1;
        ground[i] = grind(items[i], steps);
    }
}

/* 3. ---------------------------------------------------------------------- */

size_t block(const uint64_t *items, const unsigned *steps, size_t n,
             unsigned threads)
{
    uint64_t smallest = UINT64_MAX;
    size_t where = 0;
    /* TODO: two that belong together */
#pragma omp parallel for num_threads(threads)
    for (size_t i = 0; i < n; i++) {
        uint64_t value = grind(items[i], steps[i]);
        if (value < smallest) {
            smallest = value;
            where = i;
        }
    }
    return where;
}

/* 4. ---------------------------------------------------------------------- */

void scattered(const uint64_t *items, const unsigned *steps, size_t n,
               unsigned threads, size_t bins[BINS])
{
    for (size_t b = 0; b < BINS; b++)
        bins[b] = 0;
        /* TODO: as in 1, many times */
#pragma omp parallel for num_threads(threads)
    for (size_t i = 0; i < n; i++)
        bins[grind(items[i], steps[i]) % BINS]++;
}
