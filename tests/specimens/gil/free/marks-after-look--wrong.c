/* Looks first and marks then; who drops in between knows nothing of the mark.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "cacheline.h"
#include "object.h"
#include "store.h"

enum { MERGED = 1, QUEUED = 2, ONE = 4, NOBODY = OBJECT_RANKS };

struct object {
    bool eternal;
    atomic_uint owner;
    long local;
    atomic_long shared;
    struct object *next;  /* in the queue */
    pthread_mutex_t lock; /* of value */
    int64_t value;
};

/* Objects that others have left to a rank. */
static struct queue {
    _Alignas(CACHELINE) _Atomic(struct object *) first;
} queues[OBJECT_RANKS];

struct object *object_new(unsigned rank, int64_t value, bool eternal)
{
    struct object *o = store_take(sizeof *o, rank);
    o->eternal = eternal;
    atomic_init(&o->owner, rank);
    o->local = 1;
    atomic_init(&o->shared, 0);
    pthread_mutex_init(&o->lock, NULL);
    o->value = value;
    return o;
}

static void give_back(struct object *o, unsigned rank)
{
    pthread_mutex_destroy(&o->lock);
    store_give_back(o, rank);
}

static bool is_owner(struct object *o, unsigned rank)
{
    return atomic_load_explicit(&o->owner, memory_order_relaxed) == rank;
}

void object_hold(struct object *o, unsigned rank)
{
    if (o->eternal)
        return;
    if (is_owner(o, rank))
        o->local++;
    else
        atomic_fetch_add_explicit(&o->shared, ONE, memory_order_relaxed);
}

/* Puts `extra` references into shared, which is then the truth. */
static void merge(struct object *o, long extra, unsigned rank)
{
    long old = atomic_load_explicit(&o->shared, memory_order_relaxed), new;
    atomic_store_explicit(&o->owner, NOBODY, memory_order_relaxed);
    do
        new = ((old + extra * ONE) | MERGED) & ~(long)QUEUED;
    while (!atomic_compare_exchange_weak(&o->shared, &old, new));
    if (new == MERGED)
        give_back(o, rank);
}

static void leave_to_owner(struct object *o)
{
    unsigned owner = atomic_load_explicit(&o->owner, memory_order_relaxed);
    struct queue *q = &queues[owner];
    o->next = atomic_load(&q->first);
    while (!atomic_compare_exchange_weak(&q->first, &o->next, o))
        ;
}

static void drop_shared(struct object *o, unsigned rank)
{
    long old = atomic_load_explicit(&o->shared, memory_order_relaxed), new;
    do
        new = old == 0 ? QUEUED : old - ONE;
    while (!atomic_compare_exchange_weak(&o->shared, &old, new));
    if (old == 0)
        leave_to_owner(o);
    else if (new == MERGED)
        give_back(o, rank);
}

void object_drop(struct object *o, unsigned rank)
{
    if (o->eternal)
        return;
    if (!is_owner(o, rank))
        drop_shared(o, rank);
    else if (--o->local == 0) {
        atomic_store_explicit(&o->owner, NOBODY, memory_order_relaxed);
        if (atomic_load(&o->shared) == 0)
            give_back(o, rank);
        else
            atomic_fetch_or(&o->shared, MERGED);
    }
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
    struct object *o = atomic_exchange(&queues[rank].first, NULL);
    while (o != NULL) {
        struct object *next = o->next;
        merge(o, o->local - 1, rank);
        o = next;
    }
}
