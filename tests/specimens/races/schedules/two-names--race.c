/* Two critical sections of different names keep nobody out of each other. */
#include <omp.h>

#include "schedules.h"

uint64_t even(const uint64_t *items, size_t n, unsigned threads)
{
    uint64_t sum = 0;
#pragma omp parallel num_threads(threads)
    {
        uint64_t own = 0;
#pragma omp for schedule(static) nowait
        for (size_t i = 0; i < n; i++)
            own += grind(items[i], EVEN_STEPS);
        if (omp_get_thread_num() % 2 == 0) {
#pragma omp critical(even_ranks)
            sum += own;
        } else {
#pragma omp critical(odd_ranks)
            sum += own;
        }
    }
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
    for (size_t b = 0; b < BINS; b++)
        bins[b] = 0;
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1) \
    reduction(+ : bins[ : BINS])
    for (size_t i = 0; i < n; i++)
        bins[grind(items[i], steps[i]) % BINS]++;
}
