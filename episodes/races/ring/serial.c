/*
 * serial.c - the same contract for one thread: the code that speed is
 * measured against. It may be read, and it is not to be edited.
 */
#include <stdlib.h>

#include "ring.h"
#include "traffic.h"

struct ring {
    size_t capacity, head, tail;
    uint64_t values[];
};

struct ring *ring_new(size_t capacity)
{
    struct ring *r = malloc(sizeof *r + capacity * sizeof *r->values);
    if (r != NULL)
        *r = (struct ring){.capacity = capacity};
    return r;
}

bool ring_try_push(struct ring *r, uint64_t value)
{
    if (r->tail - r->head == r->capacity)
        return false;
    r->values[r->tail++ & (r->capacity - 1)] = value;
    return true;
}

bool ring_try_pop(struct ring *r, uint64_t *value)
{
    if (r->head == r->tail)
        return false;
    *value = r->values[r->head++ & (r->capacity - 1)];
    return true;
}

void ring_free(struct ring *r)
{
    free(r);
}

/* In place of the threads. */
uint64_t traffic_all(struct ring *r, const uint64_t *items, size_t n,
                     unsigned threads)
{
    uint64_t sum = 0;
    (void)threads;
    for (size_t i = 0; i < n; i++) {
        uint64_t value = 0;
        ring_try_push(r, traffic_work(items[i]));
        ring_try_pop(r, &value);
        sum += traffic_work(value);
    }
    return sum;
}
