/* Those who sleep go first, but a whole interval for the others is too long. */
#include "convoy.h"

/* 20 + 50 + 200, against 2 x 5000 more. */
const struct convoy_load convoy_load = {
    .threads = 3,
    .thread = {{.compute = 50, .sleep = 200},
               {.compute = 1000, .sleep = 0},
               {.compute = 1000, .sleep = 0}}};

static bool is_quick(const struct convoy_thread *t)
{
    return !t->interrupted && t->last <= CONVOY_SHORT;
}

unsigned convoy_next(const struct convoy_view *view)
{
    uint64_t longest = view->now - view->waiting[0].since;
    if (longest > (uint64_t)view->threads * CONVOY_INTERVAL)
        return 0;
    for (unsigned i = 0; i < view->count; i++)
        if (is_quick(&view->waiting[i]))
            return i;
    return 0;
}

static uint64_t later(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

uint64_t convoy_patience(const struct convoy_view *view)
{
    uint64_t held = view->holder.since;
    uint64_t end = later(held, view->waiting[0].since) + CONVOY_INTERVAL;
    for (unsigned i = 0; i < view->count; i++)
        if (is_quick(&view->waiting[i])) {
            uint64_t sooner =
                later(held, view->waiting[i].since) + CONVOY_INTERVAL;
            end = sooner < end ? sooner : end;
        }
    return end > view->now ? end - view->now : 0;
}
