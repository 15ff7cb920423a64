/* Claims numbers, and believes that a claimed value is there. */
#include <stdatomic.h>
#include <stdlib.h>

#include "ring.h"

struct ring {
    size_t mask;
    atomic_size_t head, tail;
    _Atomic uint64_t values[];
};

struct ring *ring_new(size_t capacity)
{
    struct ring *r = calloc(1, sizeof *r + capacity * sizeof r->values[0]);
    if (r != NULL)
        r->mask = capacity - 1;
    return r;
}

bool ring_try_push(struct ring *r, uint64_t value)
{
    size_t n = atomic_load(&r->tail);
    do {
        if (n - atomic_load(&r->head) > r->mask)
            return false;
    } while (!atomic_compare_exchange_weak(&r->tail, &n, n + 1));
    atomic_store(&r->values[n & r->mask], value);
    return true;
}

bool ring_try_pop(struct ring *r, uint64_t *value)
{
    size_t n = atomic_load(&r->head);
    do {
        if (n == atomic_load(&r->tail))
            return false;
    } while (!atomic_compare_exchange_weak(&r->head, &n, n + 1));
    *value = atomic_load(&r->values[n & r->mask]);
    return true;
}

void ring_free(struct ring *r)
{
    free(r);
}
