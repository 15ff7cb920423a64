/*
 * tally.c - one way to do it, and why it is right.
 *
 * Each rank has a place that nobody else writes to, so there is no update that
 * could get lost, and no lock.  The places lie CACHELINE bytes apart: a core
 * that adds keeps its line, where with places side by side every addition
 * would first have to fetch the line from the core that added last.
 *
 * The places are atomic because the reader looks while others write.  To add,
 * a load and a store are enough, as only one thread writes; there is no need
 * for an indivisible step, and it would cost several times as much.  The store
 * is release and the reader's load acquire: who sees an addition also sees all
 * that was written before it.
 *
 * The reader goes from place to place.  An addition that was over is in its
 * place, one that has not begun is in none; that is all that is asked.  (It is
 * less than a snapshot: the sum may be one that the total never was, if two
 * threads add meanwhile.)
 */
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "cacheline.h"
#include "tally.h"

struct place {
    alignas(CACHELINE) _Atomic uint64_t total;
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
    t->threads = threads;
    for (unsigned i = 0; i < threads; i++)
        atomic_init(&t->place[i].total, 0);
    return t;
}

void tally_free(struct tally *t)
{
    free(t);
}

void tally_add(struct tally *t, unsigned rank, uint64_t amount)
{
    _Atomic uint64_t *mine = &t->place[rank].total;
    uint64_t before = atomic_load_explicit(mine, memory_order_relaxed);
    atomic_store_explicit(mine, before + amount, memory_order_release);
}

uint64_t tally_read(struct tally *t)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < t->threads; i++)
        sum += atomic_load_explicit(&t->place[i].total, memory_order_acquire);
    return sum;
}
