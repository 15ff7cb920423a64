/* A place for each, but plain ones: the reader looks in the middle. */
#include <stdlib.h>
#include <string.h>

#include "cacheline.h"
#include "tally.h"

struct place {
    _Alignas(CACHELINE) uint64_t total;
};

struct tally {
    unsigned threads;
    struct place place[64];
};

struct tally *tally_new(unsigned threads)
{
    struct tally *t = aligned_alloc(CACHELINE, sizeof *t);
    memset(t, 0, sizeof *t);
    t->threads = threads;
    return t;
}

void tally_free(struct tally *t)
{
    free(t);
}

void tally_add(struct tally *t, unsigned rank, uint64_t amount)
{
    t->place[rank].total += amount;
}

uint64_t tally_read(struct tally *t)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < t->threads; i++)
        sum += t->place[i].total;
    return sum;
}
