/* The numbers of values begin anew after 65535, those in the slots do not. */
#include <stdatomic.h>
#include <stdlib.h>

#include "ring.h"

struct slot {
    atomic_size_t turn;
    uint64_t value;
};

struct ring {
    size_t mask;
    _Atomic unsigned short head;
    char apart[120];
    _Atomic unsigned short tail;
    struct slot slots[];
};

struct ring *ring_new(size_t capacity)
{
    struct ring *r = calloc(1, sizeof *r + capacity * sizeof r->slots[0]);
    if (r == NULL)
        return NULL;
    r->mask = capacity - 1;
    for (size_t i = 0; i < capacity; i++)
        atomic_store_explicit(&r->slots[i].turn, i, memory_order_relaxed);
    return r;
}

bool ring_try_push(struct ring *r, uint64_t value)
{
    unsigned short n = atomic_load_explicit(&r->tail, memory_order_relaxed);
    for (;;) {
        struct slot *s = &r->slots[n & r->mask];
        size_t turn = atomic_load_explicit(&s->turn, memory_order_acquire);
        if (turn == n) {
            if (atomic_compare_exchange_weak_explicit(
                    &r->tail, &n, (unsigned short)(n + 1), memory_order_relaxed,
                    memory_order_relaxed)) {
                s->value = value;
                atomic_store_explicit(&s->turn, n + 1, memory_order_release);
                return true;
            }
        } else {
            unsigned short m =
                atomic_load_explicit(&r->tail, memory_order_relaxed);
            if (m == n)
                return false;
            n = m;
        }
    }
}

bool ring_try_pop(struct ring *r, uint64_t *value)
{
    unsigned short n = atomic_load_explicit(&r->head, memory_order_relaxed);
    for (;;) {
        struct slot *s = &r->slots[n & r->mask];
        size_t turn = atomic_load_explicit(&s->turn, memory_order_acquire);
        if (turn == n + 1) {
            if (atomic_compare_exchange_weak_explicit(
                    &r->head, &n, (unsigned short)(n + 1), memory_order_relaxed,
                    memory_order_relaxed)) {
                *value = s->value;
                atomic_store_explicit(&s->turn, n + r->mask + 1,
                                      memory_order_release);
                return true;
            }
        } else {
            unsigned short m =
                atomic_load_explicit(&r->head, memory_order_relaxed);
            if (m == n)
                return false;
            n = m;
        }
    }
}

void ring_free(struct ring *r)
{
    free(r);
}
