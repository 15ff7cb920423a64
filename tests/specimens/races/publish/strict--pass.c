/* No orders at all: the default is the strictest one. */
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
    if (atomic_load(&box.full))
        return false;
    box.letter = *letter;
    atomic_store(&box.full, true);
    return true;
}

bool letter_take(struct letter *letter)
{
    if (!atomic_load(&box.full))
        return false;
    *letter = box.letter;
    atomic_store(&box.full, false);
    return true;
}

typedef _Atomic uint64_t word;

static struct {
    atomic_uint sequence; /* odd while the words change */
    word time, temperature, pressure, humidity;
} station;

static void store(word *to, uint64_t value)
{
    atomic_store(to, value);
}

static uint64_t load(word *from)
{
    return atomic_load(from);
}

void reading_publish(const struct reading *reading)
{
    unsigned now = atomic_load(&station.sequence);
    atomic_store(&station.sequence, now + 1);
    store(&station.time, reading->time);
    store(&station.temperature, reading->temperature);
    store(&station.pressure, reading->pressure);
    store(&station.humidity, reading->humidity);
    atomic_store(&station.sequence, now + 2);
}

struct reading reading_latest(void)
{
    for (;;) {
        unsigned before = atomic_load(&station.sequence);
        struct reading r = {load(&station.time), load(&station.temperature),
                            load(&station.pressure), load(&station.humidity)};
        unsigned after = atomic_load(&station.sequence);
        if (before == after && before % 2 == 0)
            return r;
    }
}

static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;
static const struct table *_Atomic table;

const struct table *table_get(void)
{
    const struct table *t = atomic_load(&table);
    if (t != NULL)
        return t;
    pthread_mutex_lock(&making);
    t = atomic_load(&table);
    if (t == NULL) {
        t = table_make();
        atomic_store(&table, t);
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
