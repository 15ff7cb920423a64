#include "watch.h"

#include <string.h>

#include "state.h"

#define SEEN_BITS (1u << 18)
#define SEEN_MOST (SEEN_BITS / 4) /* bits set before all are cleared */
#define LEAST_PATIENCE 8000u

EXPLORE_STATE static bool watching;
EXPLORE_STATE static bool watch_moved;
EXPLORE_STATE static uint32_t watch_last; /* step of the last progress */
EXPLORE_STATE static uint64_t watch_seen[SEEN_BITS / 64];
EXPLORE_STATE static uint32_t watch_seen_count;
EXPLORE_STATE static uint32_t watch_patience = LEAST_PATIENCE;
EXPLORE_STATE static uint32_t watch_end; /* of a replay; 0: a search */

void watch_set_patience(uint32_t steps)
{
    watch_patience = steps > LEAST_PATIENCE ? steps : LEAST_PATIENCE;
}

void watch_set_end(uint32_t step)
{
    watch_end = step;
}

static void watch_forget(void)
{
    memset(watch_seen, 0, sizeof watch_seen);
    watch_seen_count = 0;
}

void watch_start(uint32_t step)
{
    watch_forget();
    watching = true;
    watch_last = step;
    watch_moved = false;
}

void watch_stop(void)
{
    watching = false;
}

bool watch_on(void)
{
    return watching;
}

void watch_progress(void)
{
    watch_moved = true;
}

static void watch_see(uint64_t what)
{
    uint64_t hash = what * 0xbf58476d1ce4e5b9u >> 46;
    uint64_t bit = 1ull << (hash % 64);
    uint64_t *word = &watch_seen[hash / 64 % (SEEN_BITS / 64)];
    if (*word & bit)
        return;
    watch_moved = true;
    if (++watch_seen_count > SEEN_MOST)
        watch_forget();
    *word |= bit;
}

void watch_read(uintptr_t address)
{
    if (watching)
        watch_see(~address);
}

void watch_write(uintptr_t address, size_t size)
{
    uint64_t value = 0;
    memcpy(&value, (const void *)address, size < 8 ? size : 8);
    watch_see(address ^ value * 0x9e3779b97f4a7c15u);
}

bool watch_is_stuck(uint32_t step)
{
    if (watch_moved)
        watch_last = step;
    watch_moved = false;
    return step - watch_last > watch_patience &&
           (!watch_end || step >= watch_end);
}
