/*
 * convoy.c - a policy for the lock.
 *
 * This is the policy that ships, and threads that get along with it.  First
 * change convoy_load so that thread 0 suffers, then the policy so that it does
 * not.  convoy.h is the contract.
 */
#include "convoy.h"

/* TODO: others that make thread 0 more than 20 times slower */
const struct convoy_load convoy_load = {
    .threads = 2,
    .thread = {{.compute = 50, .sleep = 200}, {.compute = 50, .sleep = 200}}};

unsigned convoy_next(const struct convoy_view *view)
{
    (void)view;
    return 0; /* TODO: is it always the one that has waited longest? */
}

uint64_t convoy_patience(const struct convoy_view *view)
{
    uint64_t begin = view->holder.since > view->waiting[0].since
                         ? view->holder.since
                         : view->waiting[0].since;
    uint64_t end = begin + CONVOY_INTERVAL;
    return end > view->now ? end - view->now : 0; /* TODO: for everybody? */
}
