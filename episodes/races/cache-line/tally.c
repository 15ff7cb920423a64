/*
 * tally.c - a total that many threads add to without being in each other's way.
 *
 * What you see works for one thread.  For several it is wrong, and the obvious
 * repairs (a mutex, one atomic variable) make it right and slow: then all
 * threads pull the same few bytes from core to core.  Give each rank a place of
 * its own to add to, and have the reader put them together.  tally.h is the
 * contract; lib/cacheline.h says how far apart two places must lie.
 */
#include <stdlib.h>

#include "tally.h"

struct tally {
    uint64_t total; /* TODO: a place for each rank */
};

struct tally *tally_new(unsigned threads)
{
    (void)threads;
    return calloc(1, sizeof(struct tally));
}

void tally_free(struct tally *t)
{
    free(t);
}

void tally_add(struct tally *t, unsigned rank, uint64_t amount)
{
    (void)rank;
    t->total += amount; /* TODO: nobody else's, and whole for the reader */
}

uint64_t tally_read(struct tally *t)
{
    return t->total; /* TODO: of all ranks together */
}
