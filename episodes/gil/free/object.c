/*
 * object.c - objects that are counted, for one thread. Make them safe for many.
 *
 * One count, changed by everybody: with several threads, references get lost,
 * and memory is given back while somebody uses it.  To make the count atomic
 * repairs that, and then all threads pull the same few lines from core to core.
 * object.h says what is wanted.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "object.h"
#include "store.h"

struct object {
    long count; /* TODO: one for the owner, one for all others */
    bool eternal;
    int64_t value; /* TODO: which lock guards it? */
};

struct object *object_new(unsigned rank, int64_t value, bool eternal)
{
    struct object *o = store_take(sizeof *o, rank);
    o->count = 1;
    o->eternal = eternal;
    o->value = value;
    return o;
}

void object_hold(struct object *o, unsigned rank)
{
    (void)rank;
    o->count++;
}

void object_drop(struct object *o, unsigned rank)
{
    if (--o->count == 0) /* TODO: who may give it back, and when? */
        store_give_back(o, rank);
}

int64_t object_add(struct object *o, int64_t amount)
{
    o->value += amount;
    return o->value;
}

int64_t object_get(const struct object *o)
{
    return o->value;
}

void object_settle(unsigned rank)
{
    (void)rank; /* TODO: those that others have left to this rank */
}
