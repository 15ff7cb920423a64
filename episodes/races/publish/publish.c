/*
 * publish.c - hand data over between threads without a lock.
 *
 * As long as one thread does it all this works.  Between threads nothing here
 * makes sure that what was written first is seen first.  publish.h is the
 * contract.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "publish.h"

/* 1. A flag --------------------------------------------------------------- */

static struct {
    struct letter letter;
    bool full; /* TODO: who sees it true must see the letter too */
} box;

bool letter_put(const struct letter *letter)
{
    if (box.full)
        return false;
    box.letter = *letter;
    box.full = true;
    return true;
}

bool letter_take(struct letter *letter)
{
    if (!box.full)
        return false;
    *letter = box.letter;
    box.full = false; /* TODO: and who sees it false may overwrite the letter */
    return true;
}

/* 2. A sequence number ---------------------------------------------------- */

static struct {
    unsigned sequence; /* TODO: odd while the reading is being changed */
    struct reading latest;
} station;

void reading_publish(const struct reading *reading)
{
    station.sequence++;
    station.latest = *reading;
    station.sequence++;
}

struct reading reading_latest(void)
{
    return station.latest; /* TODO: again, if it was changed meanwhile */
}

/* 3. A pointer ------------------------------------------------------------ */

static const struct table *table;

const struct table *table_get(void)
{
    if (table == NULL) /* TODO: two threads may come here together */
        table = table_make();
    return table;
}

/* 4. What is possible ----------------------------------------------------- */

/* TODO: here it says what would be true if threads took turns. */
const enum answer litmus[LITMUS_TESTS][ORDERS] = {
    /*              relaxed, release/acquire, seq_cst */
    [STORES] = {NEVER, NEVER, NEVER},     [MESSAGE] = {NEVER, NEVER, NEVER},
    [LOADS] = {NEVER, NEVER, NEVER},      [COHERENCE] = {NEVER, NEVER, NEVER},
    [CHAIN] = {NEVER, NEVER, NEVER},      [OBSERVERS] = {NEVER, NEVER, NEVER},
    [OVERWRITES] = {NEVER, NEVER, NEVER},
};
