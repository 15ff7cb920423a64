/*
 * ring.c - one way to do it, and why it is right.
 *
 * Every slot knows whose turn it is.  Number n may be pushed into its slot
 * when `turn` is n, and popped when it is n + 1; then it is the turn of
 * n + capacity, the number that uses the slot in the next lap.  As numbers
 * never come again, a slot that went round while a thread slept does not
 * look as it did before (no ABA).
 *
 * Claim     The exchange of tail from n to n + 1 succeeds for one thread: it
 *           alone writes the slot.  Nobody else can have touched the slot in
 *           between, for it stays the turn of n until n has been pushed.
 * Publish   The release store of turn hands the value on; the acquire load
 *           that finds the turn receives it.  So the value needs not be
 *           atomic.  tail and head may be relaxed: they only give out numbers.
 * Progress  A thread that sleeps between claim and publish makes others find
 *           a slot that is not ready: they return false.  They start again
 *           only if the number has moved, and then somebody has got on.
 *
 * After D. Vyukov's bounded queue for many producers and consumers.  Head and
 * tail are on cache lines of their own, else those who push and those who pop
 * would take them from each other all the time.
 */
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "cacheline.h"
#include "ring.h"

struct slot {
    atomic_size_t turn;
    uint64_t value;
};

struct ring {
    alignas(CACHELINE) atomic_size_t head;
    alignas(CACHELINE) atomic_size_t tail;
    alignas(CACHELINE) size_t mask; /* never changes */
    struct slot slots[];
};

struct ring *ring_new(size_t capacity)
{
    size_t bytes = sizeof(struct ring) + capacity * sizeof(struct slot);
    bytes = (bytes + CACHELINE - 1) / CACHELINE * CACHELINE;
    struct ring *r = aligned_alloc(CACHELINE, bytes);
    if (r == NULL)
        return NULL;
    r->mask = capacity - 1;
    atomic_init(&r->head, 0);
    atomic_init(&r->tail, 0);
    for (size_t i = 0; i < capacity; i++)
        atomic_init(&r->slots[i].turn, i);
    return r;
}

/* The slot of the next number of this counter, claimed for the caller; NULL
 * if it is not ready: its turn must be `ahead` of the number. */
static struct slot *claim(struct ring *r, atomic_size_t *next, size_t ahead,
                          size_t *number)
{
    size_t n = atomic_load_explicit(next, memory_order_relaxed);
    for (;;) {
        struct slot *s = &r->slots[n & r->mask];
        size_t turn = atomic_load_explicit(&s->turn, memory_order_acquire);
        if (turn == n + ahead) {
            *number = n;
            if (atomic_compare_exchange_weak_explicit(next, &n, n + 1,
                                                      memory_order_relaxed,
                                                      memory_order_relaxed))
                return s;
        } else {
            size_t now = atomic_load_explicit(next, memory_order_relaxed);
            if (now == n)
                return NULL;
            n = now;
        }
    }
}

bool ring_try_push(struct ring *r, uint64_t value)
{
    size_t n;
    struct slot *s = claim(r, &r->tail, 0, &n);
    if (s == NULL)
        return false;
    s->value = value;
    atomic_store_explicit(&s->turn, n + 1, memory_order_release);
    return true;
}

bool ring_try_pop(struct ring *r, uint64_t *value)
{
    size_t n;
    struct slot *s = claim(r, &r->head, 1, &n);
    if (s == NULL)
        return false;
    *value = s->value;
    atomic_store_explicit(&s->turn, n + r->mask + 1, memory_order_release);
    return true;
}

void ring_free(struct ring *r)
{
    free(r);
}
