/* A small block from malloc for each: they are neighbours too. */
#include <stdatomic.h>
#include <stdlib.h>

#include "tally.h"

struct place {
    _Atomic uint64_t total;
};

struct tally {
    unsigned threads;
    struct place *place[64];
};

struct tally *tally_new(unsigned threads)
{
    struct tally *t = calloc(1, sizeof *t);
    if (t == NULL)
        return NULL;
    t->threads = threads;
    for (unsigned i = 0; i < threads; i++) {
        t->place[i] = malloc(sizeof(struct place));
        atomic_init(&t->place[i]->total, 0);
    }
    return t;
}

void tally_free(struct tally *t)
{
    for (unsigned i = 0; i < t->threads; i++)
        free(t->place[i]);
    free(t);
}

void tally_add(struct tally *t, unsigned rank, uint64_t amount)
{
    _Atomic uint64_t *mine = &t->place[rank]->total;
    uint64_t before = atomic_load_explicit(mine, memory_order_relaxed);
    atomic_store_explicit(mine, before + amount, memory_order_release);
}

uint64_t tally_read(struct tally *t)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < t->threads; i++)
        sum += atomic_load_explicit(&t->place[i]->total, memory_order_acquire);
    return sum;
}
