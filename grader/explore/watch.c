#include "watch.h"

#include <string.h>

#include "state.h"

#define SEEN_BITS (1u << 18)

EXPLORE_STATE static bool watching;
EXPLORE_STATE static bool watch_moved;
EXPLORE_STATE static uint32_t watch_last; /* step of the last progress */
EXPLORE_STATE static uint64_t watch_seen[SEEN_BITS / 64];

void watch_start(uint32_t step)
{
    memset(watch_seen, 0, sizeof watch_seen);
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

void watch_write(uintptr_t address, size_t size)
{
    uint64_t value = 0;
    memcpy(&value, (const void *)address, size < 8 ? size : 8);
    uint64_t hash =
        (address ^ value * 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u >> 46;
    uint64_t bit = 1ull << (hash % 64);
    uint64_t *word = &watch_seen[hash / 64 % (SEEN_BITS / 64)];
    if (!(*word & bit))
        watch_moved = true;
    *word |= bit;
}

bool watch_is_stuck(uint32_t step)
{
    if (watch_moved)
        watch_last = step;
    watch_moved = false;
    return step - watch_last > WATCH_PATIENCE;
}
