/* serial.c - baseline of `free`: one thread, plain counts. */
#include "object.h"
#include "store.h"

struct object {
    long count;
    bool eternal;
    int64_t value;
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
    if (!o->eternal)
        o->count++;
}

void object_drop(struct object *o, unsigned rank)
{
    if (!o->eternal && --o->count == 0)
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
    (void)rank;
}
