/* One lock for all objects. */
#include <pthread.h>

#include "object.h"
#include "store.h"

struct object {
    long count;
    bool eternal;
    int64_t value;
};

static pthread_mutex_t all = PTHREAD_MUTEX_INITIALIZER;

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
    pthread_mutex_lock(&all);
    o->count++;
    pthread_mutex_unlock(&all);
}

void object_drop(struct object *o, unsigned rank)
{
    pthread_mutex_lock(&all);
    if (--o->count == 0 && !o->eternal)
        store_give_back(o, rank);
    pthread_mutex_unlock(&all);
}

int64_t object_add(struct object *o, int64_t amount)
{
    pthread_mutex_lock(&all);
    int64_t value = o->value += amount;
    pthread_mutex_unlock(&all);
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
