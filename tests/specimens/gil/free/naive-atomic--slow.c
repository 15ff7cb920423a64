/* One atomic count for all threads, for eternal objects too. */
#include <pthread.h>
#include <stdatomic.h>

#include "object.h"
#include "store.h"

struct object {
    atomic_long count;
    bool eternal;
    pthread_mutex_t lock;
    int64_t value;
};

struct object *object_new(unsigned rank, int64_t value, bool eternal)
{
    struct object *o = store_take(sizeof *o, rank);
    atomic_init(&o->count, 1);
    o->eternal = eternal;
    pthread_mutex_init(&o->lock, NULL);
    o->value = value;
    return o;
}

void object_hold(struct object *o, unsigned rank)
{
    (void)rank;
    atomic_fetch_add(&o->count, 1);
}

void object_drop(struct object *o, unsigned rank)
{
    if (atomic_fetch_sub(&o->count, 1) == 1 && !o->eternal)
        store_give_back(o, rank);
}

int64_t object_add(struct object *o, int64_t amount)
{
    pthread_mutex_lock(&o->lock);
    int64_t value = o->value += amount;
    pthread_mutex_unlock(&o->lock);
    return value;
}

int64_t object_get(const struct object *o)
{
    return o->value;
}

void object_settle(unsigned rank)
{
    (void)rank;
}
