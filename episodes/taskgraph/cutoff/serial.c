/*
 * serial.c - the same contract without threads: the code that speed-up is
 * measured against. It may be read, and it is not to be edited.
 */
#include "cutoff.h"

static uint64_t value(const struct tree *t, uint32_t v)
{
    uint64_t sum = 0;
    for (uint32_t c = v + 1; c < v + t->size[v]; c += t->size[c])
        sum += value(t, c);
    return tree_mix(v, sum);
}

uint64_t tree_value(const struct tree *t, unsigned threads)
{
    (void)threads;
    return value(t, 0);
}
