#include "strand.h"

#include "region.h"
#include "state.h"

EXPLORE_STATE static uint32_t strand_count;

void strand_reset(void)
{
    strand_count = 0;
}

/* What happens from now on is not part of what was just published. */
static void strand_tick(struct strand *strand)
{
    strand->now.tick[strand->id]++;
}

struct strand *strand_new(struct strand *parent)
{
    struct strand *strand = region_alloc(sizeof *strand);
    strand->id = strand_count++;
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
