/*
 * score.c - the work that `counter` spreads over threads.
 *
 * Written without a loop: whether the processor predicts the end of a short
 * loop well depends on where the code happens to lie, and would make one
 * build of the same source half as fast as another.
 */
#include "counter.h"

static inline uint64_t mix(uint64_t x)
{
    return (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9ull;
}

unsigned counter_score(uint64_t item)
{
    item = mix(mix(mix(mix(item))));
    item = mix(mix(mix(mix(item))));
    item = mix(mix(mix(mix(item))));
    return (unsigned)(item >> 54);
}
