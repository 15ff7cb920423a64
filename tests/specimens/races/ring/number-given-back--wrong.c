/* A push takes a number first, and gives one back if its slot is not free: by
 * then others may have taken the numbers behind it. */
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
    size_t n = atomic_fetch_add(&r->tail, 1);
    struct slot *s = &r->slots[n & r->mask];
    if (atomic_load(&s->turn) != n) {
        atomic_fetch_sub(&r->tail, 1);
        return false;
    }
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
