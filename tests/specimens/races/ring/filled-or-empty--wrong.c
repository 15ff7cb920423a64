/* Each slot knows whether it is filled, but not for which lap: a thread that
 * slept finds it as it was. */
#include <stdatomic.h>
#include <stdlib.h>

#include "ring.h"

struct slot {
    atomic_bool filled;
    _Atomic uint64_t value;
};

struct ring {
    size_t mask;
    atomic_size_t head, tail;
    struct slot slots[];
};

struct ring *ring_new(size_t capacity)
{
    struct ring *r = calloc(1, sizeof *r + capacity * sizeof r->slots[0]);
    if (r != NULL)
        r->mask = capacity - 1;
    return r;
}

bool ring_try_push(struct ring *r, uint64_t value)
{
    size_t n = atomic_load(&r->tail);
    for (;;) {
        struct slot *s = &r->slots[n & r->mask];
        if (atomic_load(&s->filled)) {
            size_t now = atomic_load(&r->tail);
            if (now == n)
                return false;
            n = now;
        } else if (atomic_compare_exchange_weak(&r->tail, &n, n + 1)) {
            atomic_store(&s->value, value);
            atomic_store(&s->filled, true);
            return true;
        }
    }
}

bool ring_try_pop(struct ring *r, uint64_t *value)
{
    size_t n = atomic_load(&r->head);
    for (;;) {
        struct slot *s = &r->slots[n & r->mask];
        if (!atomic_load(&s->filled)) {
            size_t now = atomic_load(&r->head);
            if (now == n)
                return false;
            n = now;
        } else if (atomic_compare_exchange_weak(&r->head, &n, n + 1)) {
            *value = atomic_load(&s->value);
            atomic_store(&s->filled, false);
            return true;
        }
    }
}

void ring_free(struct ring *r)
{
    free(r);
}
