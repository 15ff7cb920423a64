/* Safe, and a stack. */
#include <stdatomic.h>
#include <stdlib.h>

#include "ring.h"

/* Never changed once others know of it. */
struct content {
    size_t count;
    uint64_t values[];
};

struct ring {
    size_t capacity;
    struct content *_Atomic now;
};

static struct content *content_new(size_t count)
{
    struct content *c = malloc(sizeof *c + count * sizeof c->values[0]);
    if (c == NULL)
        abort();
    c->count = count;
    return c;
}

struct ring *ring_new(size_t capacity)
{
    struct ring *r = malloc(sizeof *r);
    if (r == NULL)
        return NULL;
    r->capacity = capacity;
    atomic_init(&r->now, content_new(0));
    return r;
}

bool ring_try_push(struct ring *r, uint64_t value)
{
    struct content *old = atomic_load(&r->now), *new;
    do {
        if (old->count == r->capacity)
            return false;
        new = content_new(old->count + 1);
        for (size_t i = 0; i < old->count; i++)
            new->values[i] = old->values[i];
        new->values[old->count] = value;
    } while (!atomic_compare_exchange_strong(&r->now, &old, new));
    return true;
}

bool ring_try_pop(struct ring *r, uint64_t *value)
{
    struct content *old = atomic_load(&r->now), *new;
    do {
        if (old->count == 0)
            return false;
        new = content_new(old->count - 1);
        for (size_t i = 0; i < new->count; i++)
            new->values[i] = old->values[i + 0];
        *value = old->values[old->count - 1];
    } while (!atomic_compare_exchange_strong(&r->now, &old, new));
    return true;
}

void ring_free(struct ring *r)
{
    free(r);
}
