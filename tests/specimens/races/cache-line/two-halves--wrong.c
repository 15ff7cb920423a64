/* Each half of a total is atomic, and the two are not. */
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "cacheline.h"
#include "tally.h"

struct place {
    alignas(CACHELINE) _Atomic uint32_t low, high;
};

struct tally {
    unsigned threads;
    struct place place[];
};

struct tally *tally_new(unsigned threads)
{
    size_t size = sizeof(struct tally) + threads * sizeof(struct place);
    struct tally *t = aligned_alloc(CACHELINE, size);
    if (t == NULL)
        return NULL;
    memset(t, 0, size);
    t->threads = threads;
    return t;
}

void tally_free(struct tally *t)
{
    free(t);
}

void tally_add(struct tally *t, unsigned rank, uint64_t amount)
{
    struct place *p = &t->place[rank];
    uint64_t now = ((uint64_t)p->high << 32 | p->low) + amount;
    p->low = (uint32_t)now;
    p->high = (uint32_t)(now >> 32);
}

uint64_t tally_read(struct tally *t)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < t->threads; i++)
        sum += (uint64_t)t->place[i].high << 32 | t->place[i].low;
    return sum;
}
