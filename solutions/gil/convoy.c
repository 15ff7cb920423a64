/*
 * convoy.c - one way to do it, and why it is right.
 *
 * The load: thread 0 wants the lock for 50 us and sleeps for 200, so alone it
 * makes a round in 270.  Beside two threads that never sleep it finds the lock
 * taken each time, and each time waits for two whole intervals, 10000, although
 * it wants next to nothing.  That is the convoy: quick ones behind a slow one.
 *
 * The policy tells two kinds of threads apart, by what they did the last time:
 * those who gave the lock up soon, by themselves, and all others.  The first
 * kind goes first.  They do not keep the others for long, that is what makes
 * them the first kind; and a thread that changes its habits belongs to the
 * other kind as soon as it has been interrupted once.
 *
 * When one of them waits, the holder has to go sooner, but not at once: each
 * interruption costs two switches, and with threads that sleep for 200 us there
 * would be one every 250.  A third of an interval bounds that to 40 in 1667.
 *
 * To be always overtaken is to wait for ever.  So whoever has waited for as
 * many intervals as there are threads is next, whatever kind it is.
 */
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
                later(held, view->waiting[i].since) + CONVOY_INTERVAL / 3;
            end = sooner < end ? sooner : end;
        }
    return end > view->now ? end - view->now : 0;
}
