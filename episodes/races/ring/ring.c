/*
 * ring.c - a bounded queue. Make it work between threads, without locks.
 *
 * head and tail count the values that have ever gone out and in; they only
 * grow, and a value's slot is its number modulo the capacity.  For one thread
 * this works.  ring.h is the contract.
 */
#include <stdatomic.h>
#include <stdlib.h>

#include "ring.h"

/* TODO: how does a thread know that a slot is filled, or empty again, and
 * for which lap round the ring? */
struct slot {
    uint64_t value;
};

struct ring {
    size_t mask; /* capacity - 1: number & mask is the slot */
    size_t head; /* number of the next value to go out */
    size_t tail; /* number of the next value to come in */
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
    size_t at = r->tail;
    if (at - r->head > r->mask)
        return false;
    r->slots[at & r->mask].value = value;
    r->tail = at + 1; /* TODO: two threads may have the same `at` */
    return true;
}

bool ring_try_pop(struct ring *r, uint64_t *value)
{
    size_t at = r->head;
    if (at == r->tail)
        return false;
    *value = r->slots[at & r->mask].value;
    r->head = at + 1; /* TODO: here too */
    return true;
}

void ring_free(struct ring *r)
{
    free(r);
}
