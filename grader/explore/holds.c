#include "holds.h"

#include "cores.h"
#include "object.h"
#include "region.h"
#include "state.h"

EXPLORE_STATE static struct hold *holds;
EXPLORE_STATE static bool holds_stopped;

void holds_reset(void)
{
    holds = NULL;
    holds_stopped = false;
}

static struct hold *holds_make(const struct object *lock)
{
    struct hold *hold = region_alloc(sizeof *hold);
    hold->address = lock->address;
    hold->next = holds;
    holds = hold;
    return hold;
}

void holds_take(struct hold **hold, const struct object *lock, bool waited)
{
    if (!cores_on)
        return;
    if (!*hold)
        *hold = holds_make(lock);
    (*hold)->taken += !holds_stopped;
    (*hold)->waited += waited && !holds_stopped;
    if (!(*hold)->depth++)
        (*hold)->begin = cores_now();
}

void holds_give(struct hold *hold)
{
    if (!hold || --hold->depth || holds_stopped)
        return;
    uint64_t time = cores_now() - hold->begin;
    hold->total += time;
    if (time > hold->longest)
        hold->longest = time;
}

const struct hold *holds_all(void)
{
    return holds;
}

void holds_restart(void)
{
    for (struct hold *hold = holds; hold; hold = hold->next) {
        hold->begin = cores_now();
        hold->longest = hold->total = 0;
        hold->taken = hold->waited = 0;
    }
}

void holds_stop(void)
{
    holds_stopped = true;
}
