/*
 * schedules.c - one way to do it, and why it is right.
 *
 * even       reduction(+ : sum) gives each thread a sum of its own and adds
 *            them up at the end.  All rounds cost the same, so equal numbers
 *            are equal work: schedule(static) settles who does what once and
 *            for all, and that costs nothing.
 * growing    steps is declared where it is needed, and so each round has its
 *            own.  Dealt out like cards, everybody gets cheap and dear rounds
 *            alike: thread 0 has 0, 4, 8 ..., thread 3 only a little more.
 * block      Equal numbers would leave the dear block to one thread.  Whoever
 *            is free takes the next 8 rounds: enough to make the asking cheap,
 *            few enough to split the block.  (Guided begins with large chunks,
 *            and the dear rounds come first.)  A reduction cannot keep value
 *            and place together; so each thread finds its own best, and they
 *            compare under critical, once each.  Nobody promises which thread
 *            gets which rounds, not even that a thread gets its own in rising
 *            order: so of equal values the smaller place wins, in both places.
 * scattered  Nobody knows where the dear ones are, and one of them is worth a
 *            hundred others: one at a time, to whoever is free.  Each thread
 *            counts in bins of its own, as in even.
 */
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
    for (size_t i = 0; i < n; i++) {
        unsigned steps = (unsigned)i + 1;
        ground[i] = grind(items[i], steps);
    }
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
