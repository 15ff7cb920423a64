/* Relaxed accesses, and the order made by fences. */
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
    if (atomic_load_explicit(&box.full, memory_order_relaxed))
        return false;
    atomic_thread_fence(memory_order_acquire);
    box.letter = *letter;
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&box.full, true, memory_order_relaxed);
    return true;
}

bool letter_take(struct letter *letter)
{
    if (!atomic_load_explicit(&box.full, memory_order_relaxed))
        return false;
    atomic_thread_fence(memory_order_acquire);
    *letter = box.letter;
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&box.full, false, memory_order_relaxed);
    return true;
}

typedef _Atomic uint64_t word;

static struct {
    atomic_uint sequence; /* odd while the words change */
    word time, temperature, pressure, humidity;
} station;

static void store(word *to, uint64_t value)
{
    atomic_store_explicit(to, value, memory_order_relaxed);
}

static uint64_t load(word *from)
{
    return atomic_load_explicit(from, memory_order_relaxed);
}

void reading_publish(const struct reading *reading)
{
    unsigned now =
        atomic_load_explicit(&station.sequence, memory_order_relaxed);
    atomic_store_explicit(&station.sequence, now + 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    store(&station.time, reading->time);
    store(&station.temperature, reading->temperature);
    store(&station.pressure, reading->pressure);
    store(&station.humidity, reading->humidity);
    atomic_store_explicit(&station.sequence, now + 2, memory_order_release);
}

struct reading reading_latest(void)
{
    for (;;) {
        unsigned before =
            atomic_load_explicit(&station.sequence, memory_order_acquire);
        struct reading r = {load(&station.time), load(&station.temperature),
                            load(&station.pressure), load(&station.humidity)};
        atomic_thread_fence(memory_order_acquire);
        unsigned after =
            atomic_load_explicit(&station.sequence, memory_order_relaxed);
        if (before == after && before % 2 == 0)
            return r;
    }
}

static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;
static const struct table *_Atomic table;

const struct table *table_get(void)
{
    const struct table *t = atomic_load_explicit(&table, memory_order_acquire);
    if (t != NULL)
        return t;
    pthread_mutex_lock(&making);
    t = atomic_load_explicit(&table, memory_order_relaxed);
    if (t == NULL) {
        t = table_make();
        atomic_store_explicit(&table, t, memory_order_release);
    }
    pthread_mutex_unlock(&making);
    return t;
}

/* Why, row by row, is in the lesson. */
const enum answer litmus[LITMUS_TESTS][ORDERS] = {
    /*              relaxed, release/acquire, seq_cst */
    [STORES] = {POSSIBLE, POSSIBLE, NEVER},
    [MESSAGE] = {POSSIBLE, NEVER, NEVER},
    [LOADS] = {POSSIBLE, NEVER, NEVER},
    [COHERENCE] = {NEVER, NEVER, NEVER},
    [CHAIN] = {POSSIBLE, NEVER, NEVER},
    [OBSERVERS] = {POSSIBLE, POSSIBLE, NEVER},
    [OVERWRITES] = {POSSIBLE, POSSIBLE, NEVER},
};
