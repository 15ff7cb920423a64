/* A new copy for each reading, and a pointer to the latest. Old ones stay,
 * for somebody may still look at them. */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

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

static const struct reading *_Atomic latest;

void reading_publish(const struct reading *reading)
{
    struct reading *copy = malloc(sizeof *copy);
    if (copy == NULL)
        abort();
    *copy = *reading;
    atomic_store_explicit(&latest, copy, memory_order_release);
}

struct reading reading_latest(void)
{
    const struct reading *r =
        atomic_load_explicit(&latest, memory_order_acquire);
    return r == NULL ? (struct reading){0} : *r;
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
