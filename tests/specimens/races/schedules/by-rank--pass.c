/* Everything by rank: cards dealt by hand, private results in an array,
 * put together by one thread after a barrier. */
#include <omp.h>

#include "schedules.h"

uint64_t even(const uint64_t *items, size_t n, unsigned threads)
{
    uint64_t sums[16][16] = {{0}}; /* a row is 128 bytes: one for each thread */
    uint64_t sum = 0;
#pragma omp parallel num_threads(threads)
    {
        unsigned rank = (unsigned)omp_get_thread_num();
        uint64_t own = 0;
        for (size_t i = n * rank / threads; i < n * (rank + 1) / threads; i++)
            own += grind(items[i], EVEN_STEPS);
        sums[rank][0] = own;
#pragma omp barrier
#pragma omp master
        for (unsigned r = 0; r < threads; r++)
            sum += sums[r][0];
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
#pragma omp parallel num_threads(threads)
    {
        size_t own[BINS] = {0};
#pragma omp for schedule(guided, 1) nowait
        for (size_t turn = 0; turn < (n + 63) / 64 * 64; turn++) {
            size_t i = turn % 64 * ((n + 63) / 64) + turn / 64; /* spread */
            if (i < n)
                own[grind(items[i], steps[i]) % BINS]++;
        }
#pragma omp critical(bins)
        for (size_t b = 0; b < BINS; b++)
            bins[b] += own[b];
    }
}
