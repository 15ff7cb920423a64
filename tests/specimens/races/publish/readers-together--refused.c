/* Readers do not wait for each other, but the station waits for them. */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "publish.h"

static struct {
    struct letter letter;
    atomic_bool full;
} box;

bool letter_put(const struct letter *letter)
{
    if (atomic_load_explicit(&box.full, memory_order_acquire))
        return false;
    box.letter = *letter;
    atomic_store_explicit(&box.full, true, memory_order_release);
    return true;
}

bool letter_take(struct letter *letter)
{
    if (!atomic_load_explicit(&box.full, memory_order_acquire))
        return false;
    *letter = box.letter;
    atomic_store_explicit(&box.full, false, memory_order_release);
    return true;
}

static struct {
    atomic_uint sequence;
    _Atomic uint64_t w[4];
} station;

static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
void reading_publish(const struct reading *r)
{
    pthread_rwlock_wrlock(&rw);
    station.w[0] = r->time, station.w[1] = r->temperature;
    station.w[2] = r->pressure, station.w[3] = r->humidity;
    pthread_rwlock_unlock(&rw);
}

struct reading reading_latest(void)
{
    pthread_rwlock_rdlock(&rw);
    struct reading r = {station.w[0], station.w[1], station.w[2], station.w[3]};
    pthread_rwlock_unlock(&rw);
    return r;
}

static _Atomic(const struct table *) table;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

const struct table *table_get(void)
{
    const struct table *t = atomic_load_explicit(&table, memory_order_acquire);
    if (t != NULL)
        return t;
    pthread_mutex_lock(&lock);
    t = atomic_load_explicit(&table, memory_order_relaxed);
    if (t == NULL) {
        t = table_make();
        atomic_store_explicit(&table, t, memory_order_release);
    }
    pthread_mutex_unlock(&lock);
    return t;
}

const enum answer litmus[LITMUS_TESTS][ORDERS] = {
    [STORES] = {POSSIBLE, POSSIBLE, NEVER},
    [MESSAGE] = {POSSIBLE, NEVER, NEVER},
    [LOADS] = {POSSIBLE, NEVER, NEVER},
    [COHERENCE] = {NEVER, NEVER, NEVER},
    [CHAIN] = {POSSIBLE, NEVER, NEVER},
    [OBSERVERS] = {POSSIBLE, POSSIBLE, NEVER},
    [OVERWRITES] = {POSSIBLE, POSSIBLE, NEVER},
};
