/* Two rings of slot numbers: those that are free, and those that are filled
 * in the order in which they were. The values lie aside. */
#include <stdatomic.h>
#include <stdlib.h>

#include "ring.h"

/* A ring of numbers below the capacity, which never gets too many. */
struct line {
    atomic_size_t head, tail;
    _Atomic uint64_t *slots; /* upper half: lap and state, lower half: number */
};

struct ring {
    size_t capacity;
    struct line free, filled;
    uint64_t *values;
};

/* Twice the lap, plus one if there is a number. */
static uint64_t entry(size_t n, size_t capacity, unsigned there,
                      uint64_t number)
{
    return (2 * (n / capacity) + there) << 32 | number;
}

static bool line_put(struct line *l, size_t capacity, uint64_t number)
{
    for (;;) {
        size_t n = atomic_load(&l->tail);
        uint64_t empty = entry(n, capacity, 0, 0);
        uint64_t full = entry(n, capacity, 1, number);
        if (atomic_compare_exchange_strong(&l->slots[n % capacity], &empty,
                                           full)) {
            atomic_compare_exchange_strong(&l->tail, &n, n + 1);
            return true;
        }
        if (empty >> 32 == 2 * (n / capacity) + 1) /* filled: help along */
            atomic_compare_exchange_strong(&l->tail, &n, n + 1);
        else if (atomic_load(&l->tail) == n)
            return false;
    }
}

static bool line_get(struct line *l, size_t capacity, uint64_t *number)
{
    for (;;) {
        size_t n = atomic_load(&l->head);
        uint64_t seen = atomic_load(&l->slots[n % capacity]);
        if (seen >> 32 == 2 * (n / capacity) + 1) {
            *number = (uint32_t)seen;
            if (atomic_compare_exchange_strong(
                    &l->slots[n % capacity], &seen,
                    entry(n + capacity, capacity, 0, 0))) {
                atomic_compare_exchange_strong(&l->head, &n, n + 1);
                return true;
            }
        } else if (seen >> 32 == 2 * (n / capacity) + 2) {
            atomic_compare_exchange_strong(&l->head, &n, n + 1);
        } else if (atomic_load(&l->head) == n) {
            return false;
        }
    }
}

struct ring *ring_new(size_t capacity)
{
    struct ring *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->capacity = capacity;
    r->free.slots = calloc(capacity, sizeof *r->free.slots);
    r->filled.slots = calloc(capacity, sizeof *r->filled.slots);
    r->values = calloc(capacity, sizeof *r->values);
    for (size_t i = 0; i < capacity; i++)
        line_put(&r->free, capacity, i);
    return r;
}

bool ring_try_push(struct ring *r, uint64_t value)
{
    uint64_t number;
    if (!line_get(&r->free, r->capacity, &number))
        return false;
    r->values[number] = value;
    while (!line_put(&r->filled, r->capacity, number))
        ; /* there is room for all numbers: somebody has got on */
    return true;
}

bool ring_try_pop(struct ring *r, uint64_t *value)
{
    uint64_t number;
    if (!line_get(&r->filled, r->capacity, &number))
        return false;
    *value = r->values[number];
    while (!line_put(&r->free, r->capacity, number))
        ;
    return true;
}

void ring_free(struct ring *r)
{
    free(r->values);
    free((void *)r->filled.slots);
    free((void *)r->free.slots);
    free(r);
}
