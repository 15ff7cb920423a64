/*
 * What object_add returns is read after the addition, in a second step.
 * Two counts; the owner's list of what others have left lies in a global table
 * behind one mutex for each rank. A drop by another thread that brings the
 * shared count below nought hands the object over, once.
 */
#include <stdalign.h>
#include <stdatomic.h>
#include <pthread.h>
#include <stddef.h>
#include "object.h"
#include "store.h"
#include "cacheline.h"

typedef struct object obj;
struct object {
    _Atomic int64_t value;
    unsigned owner;
    bool eternal;
    long mine;           // of the owner, plain
    atomic_llong others; // 4 * count | QUEUED | GONE
    obj *link;
};
#define QUEUED 1ll
#define GONE 2ll /* the owner holds nothing any more: others decide */

static struct left {
    alignas(CACHELINE) pthread_mutex_t m;
    obj *head;
} left[OBJECT_RANKS] = {
    [0 ... OBJECT_RANKS - 1] = {.m = PTHREAD_MUTEX_INITIALIZER}};

obj *object_new(unsigned rank, int64_t value, bool eternal)
{
    obj *o = store_take(sizeof *o, rank);
    *o = (obj){.value = value, .owner = rank, .eternal = eternal, .mine = 1};
    return o;
}
static void end(obj *o, unsigned rank)
{
    store_give_back(o, rank);
}

/* Is the owner in charge still? Only the owner ever sets GONE. */
static bool private(obj *o, unsigned rank)
{
    return o->owner == rank &&
           !(atomic_load_explicit(&o->others, memory_order_relaxed) & GONE);
}
void object_hold(obj *o, unsigned rank)
{
    if (o->eternal)
        return;
    if (private(o, rank))
        ++o->mine;
    else
        (void)atomic_fetch_add(&o->others, 4);
}
static void resign(obj *o, unsigned rank, long extra)
{
    long long was = atomic_load(&o->others), now;
    do {
        now = ((was & ~3ll) + 4 * extra) | GONE;
    } while (!atomic_compare_exchange_weak(&o->others, &was, now));
    if (now >> 2 == 0)
        end(o, rank);
}
void object_drop(obj *o, unsigned rank)
{
    if (o->eternal)
        return;
    if (private(o, rank)) {
        if (--o->mine == 0)
            resign(o, rank, 0);
        return;
    }
    for (long long was = atomic_load(&o->others);;) {
        bool hand = !(was & GONE) && !(was & QUEUED) && (was >> 2) <= 0;
        long long now = hand ? was | QUEUED : was - 4;
        if (!atomic_compare_exchange_strong(&o->others, &was, now))
            continue;
        if (hand) {
            struct left *l = left + o->owner;
            pthread_mutex_lock(&l->m);
            o->link = l->head;
            l->head = o;
            pthread_mutex_unlock(&l->m);
        } else if ((now & GONE) && now >> 2 == 0)
            end(o, rank);
        return;
    }
}
int64_t object_add(obj *o, int64_t amount)
{
    o->value += amount;
    return o->value;
}
int64_t object_get(const obj *o)
{
    return o->value;
}
void object_settle(unsigned rank)
{
    pthread_mutex_lock(&left[rank].m);
    obj *o = left[rank].head;
    left[rank].head = NULL;
    pthread_mutex_unlock(&left[rank].m);
    for (obj *n; o; o = n) {
        n = o->link;
        long m = o->mine;
        o->mine = 0;
        resign(o, rank, m - 1);
    }
}
