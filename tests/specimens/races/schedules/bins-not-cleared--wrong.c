/* Trusts that the bins are empty. */
#include "schedules.h"

uint64_t even(const uint64_t *items, size_t n, unsigned threads)
{
    uint64_t sum = 0;
#pragma omp parallel for num_threads(threads) schedule(static) \
    reduction(+ : sum)
    for (size_t i = 0; i < n; i++)
        sum += grind(items[i], EVEN_STEPS);
    return sum;
}

void growing(const uint64_t *items, size_t n, unsigned threads,
             uint64_t *ground)
{
#pragma omp parallel for num_threads(threads) schedule(static, 1)
    for (size_t i = 0; i < n; i++)
        ground[i] = grind(items[i], (unsigned)i + 1);
}

size_t block(const uint64_t *items, const unsigned *steps, size_t n,
             unsigned threads)
{
    uint64_t smallest = UINT64_MAX;
    size_t where = 0;
#pragma omp parallel num_threads(threads)
    {
        uint64_t own = UINT64_MAX;
        size_t place = 0;
#pragma omp for schedule(dynamic, 8) nowait
        for (size_t i = 0; i < n; i++) {
            uint64_t value = grind(items[i], steps[i]);
            if (value < own || (value == own && i < place)) {
                own = value;
                place = i;
            }
        }
#pragma omp critical
        if (own < smallest || (own == smallest && place < where)) {
            smallest = own;
            where = place;
        }
    }
    return where;
}

void scattered(const uint64_t *items, const unsigned *steps, size_t n,
               unsigned threads, size_t bins[BINS])
{
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1) \
    reduction(+ : bins[ : BINS])
    for (size_t i = 0; i < n; i++)
        bins[grind(items[i], steps[i]) % BINS]++;
}
