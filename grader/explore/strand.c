#include "strand.h"

#include <string.h>

#include "region.h"
#include "state.h"

#define FIRST_ROOM 64

EXPLORE_STATE static struct strand **strands;
EXPLORE_STATE static uint32_t strand_room;
EXPLORE_STATE static uint32_t strand_count;

void strand_reset(void)
{
    strands = NULL;
    strand_room = 0;
    strand_count = 0;
}

uint32_t strand_number(void)
{
    return strand_count;
}

struct strand *strand_at(uint32_t id)
{
    return strands[id];
}

static void strand_enter(struct strand *strand)
{
    if (strand_count == strand_room) {
        struct strand **old = strands;
        strand_room = old ? 2 * strand_room : FIRST_ROOM;
        strands = region_alloc(strand_room * sizeof *strands);
        if (old)
            memcpy(strands, old, strand_count * sizeof *strands);
    }
    strand->id = strand_count;
    strands[strand_count++] = strand;
}

/* What happens from now on is not part of what was just published. */
static void strand_tick(struct strand *strand)
{
    strand->now.tick[strand->id]++;
}

struct strand *strand_new(struct strand *parent)
{
    struct strand *strand = region_alloc(sizeof *strand);
    strand_enter(strand);
    if (parent) {
        vclock_copy(&strand->now, &parent->now);
        strand_tick(parent);
    }
    vclock_set(&strand->now, strand->id, 1);
    return strand;
}

struct strand *strand_take_over(struct strand *old, struct strand *parent)
{
    if (vclock_get(&parent->now, old->id) + 1 < strand_time(old))
        return NULL;
    vclock_copy(&old->now, &parent->now);
    old->now.tick[old->id]++;
    strand_tick(parent);
    return old;
}

void strand_acquire(struct strand *strand, const struct vclock *from)
{
    vclock_join(&strand->now, from);
}

void strand_release(struct strand *strand, struct vclock *to)
{
    vclock_join(to, &strand->now);
    strand_tick(strand);
}

void strand_release_store(struct strand *strand, struct vclock *to)
{
    vclock_copy(to, &strand->now);
    strand_tick(strand);
}

void strand_fence_acquire(struct strand *strand)
{
    vclock_join(&strand->now, &strand->to_acquire);
}

void strand_fence_release(struct strand *strand)
{
    vclock_copy(&strand->to_release, &strand->now);
    strand->fenced = true;
    strand_tick(strand);
}
