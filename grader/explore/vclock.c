#include "vclock.h"

#include <string.h>

#include "region.h"

#define FIRST_ROOM 8

static void vclock_grow(struct vclock *clock, uint32_t count)
{
    if (count > clock->room) {
        uint32_t room = clock->room ? clock->room : FIRST_ROOM;
        while (room < count)
            room *= 2;
        uint32_t *tick = region_alloc(room * sizeof *tick);
        if (clock->count)
            memcpy(tick, clock->tick, clock->count * sizeof *tick);
        clock->tick = tick;
        clock->room = room;
    }
    for (uint32_t i = clock->count; i < count; i++)
        clock->tick[i] = 0;
    clock->count = count;
}

void vclock_set(struct vclock *clock, uint32_t strand, uint32_t tick)
{
    if (strand >= clock->count)
        vclock_grow(clock, strand + 1);
    clock->tick[strand] = tick;
}

void vclock_join(struct vclock *clock, const struct vclock *other)
{
    if (other->count > clock->count)
        vclock_grow(clock, other->count);
    for (uint32_t i = 0; i < other->count; i++)
        if (other->tick[i] > clock->tick[i])
            clock->tick[i] = other->tick[i];
}

void vclock_copy(struct vclock *clock, const struct vclock *other)
{
    clock->count = 0;
    vclock_join(clock, other);
}

void vclock_clear(struct vclock *clock)
{
    clock->count = 0;
}
