/* A reduction of our own keeps value and place together. */
#include "schedules.h"

struct best {
    uint64_t value;
    size_t place;
};

static struct best better(struct best a, struct best b)
{
    if (a.value != b.value)
        return a.value < b.value ? a : b;
    return a.place < b.place ? a : b;
}

/* The neutral element loses against every item, but for one of UINT64_MAX. */
#pragma omp declare reduction(best                                 \
                              : struct best                        \
                              : omp_out = better(omp_out, omp_in)) \
    initializer(omp_priv = (struct best){UINT64_MAX, SIZE_MAX})

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
    struct best best = {UINT64_MAX, 0};
#pragma omp parallel for num_threads(threads) schedule(dynamic, 16) \
    reduction(best                                                  \
              : best)
    for (size_t i = 0; i < n; i++)
        best = better(best, (struct best){grind(items[i], steps[i]), i});
    return best.place;
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
