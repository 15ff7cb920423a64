/* A function for each flaw, each of which goes through the whole record; the
 * time is the least of timings that grow until they agree. */
#include <math.h>
#include <stdlib.h>

#include "harness.h"

static double once(struct machine *m, bool fresh, unsigned calls)
{
    if (fresh)
        machine_prepare(m);
    double start = machine_clock(m, STEADY_CLOCK);
    for (unsigned i = 0; i < calls; i++) {
        uint64_t result = machine_run(m);
        machine_use(m, result);
    }
    return (machine_clock(m, STEADY_CLOCK) - start) / calls;
}

double harness_time(struct machine *m, bool fresh)
{
    double end = machine_clock(m, STEADY_CLOCK) + 0.4, least = 1;
    for (unsigned calls = 1; !fresh && once(m, fresh, calls) * calls < 4e-4;)
        calls += calls / 2 + 1, least = calls;
    unsigned calls = fresh ? 1 : (unsigned)least;
    least = once(m, fresh, calls);
    while (machine_clock(m, STEADY_CLOCK) < end)
        least = fmin(least, once(m, fresh, calls));
    return least;
}

typedef bool question(const struct record *r);

#define EACH(i, r) for (size_t i = 0; i < (r)->n; i++)

static bool reading(const struct event *e)
{
    return e->kind == STARTED || e->kind == STOPPED;
}

static bool wrong_clock(const struct record *r)
{
    EACH(i, r)
    if (reading(&r->events[i]) && r->events[i].clock != STEADY_CLOCK)
        return true;
    return false;
}

/* The last event before i that is of either kind; -1: none. */
static long before(const struct record *r, size_t i, enum event_kind a,
                   enum event_kind b)
{
    long k = (long)i - 1;
    while (k >= 0 && r->events[k].kind != a && r->events[k].kind != b)
        k--;
    return k;
}

static bool setup_timed(const struct record *r)
{
    EACH(i, r)
    {
        long k = before(r, i, STARTED, STOPPED);
        if (r->events[i].kind == PREPARED && k >= 0 &&
            r->events[k].kind == STARTED)
            return true;
    }
    return false;
}

static bool not_used(const struct record *r)
{
    long open = 0;
    EACH(i, r)
    {
        open += (r->events[i].kind == RAN) - (r->events[i].kind == USED);
        if (reading(&r->events[i]) && open != 0)
            return true;
    }
    return false;
}

static bool cold(const struct record *r)
{
    size_t i = 0;
    while (i < r->n && r->events[i].kind != STARTED)
        i++;
    return before(r, i, RAN, RAN) < 0;
}

static bool spoilt(const struct record *r)
{
    EACH(i, r)
    {
        long k = before(r, i, RAN, PREPARED);
        if (r->fresh && r->events[i].kind == RAN && k >= 0 &&
            r->events[k].kind == RAN)
            return true;
    }
    return false;
}

static size_t times_of(const struct record *r, double *times, double *shortest)
{
    size_t n = 0;
    *shortest = INFINITY;
    EACH(i, r)
    {
        if (r->events[i].kind != STOPPED)
            continue;
        long start = before(r, i, STARTED, STARTED), calls = 0;
        for (size_t k = (size_t)start; k < i; k++)
            calls += r->events[k].kind == RAN;
        double took = r->events[i].at - r->events[start].at;
        *shortest = fmin(*shortest, took);
        times[n++] = took / (double)calls;
    }
    return n;
}

/* How many are smaller. */
static size_t rank_of(double x, const double *times, size_t n)
{
    size_t rank = 0;
    for (size_t i = 0; i < n; i++)
        rank += times[i] < x;
    return rank;
}

static enum flaw figures(const struct record *r, double *times)
{
    double shortest;
    size_t n = times_of(r, times, &shortest);
    if (shortest < 99.9 * r->tick)
        return TOO_SHORT;
    if (n < 10)
        return TOO_FEW;
    size_t low = rank_of(r->claim * 0.99, times, n),
           high = rank_of(r->claim * 1.01, times, n);
    bool least = low == 0 && high > 0;
    bool median = low <= n / 2 && high >= n / 2 && high > low;
    return least || median ? HONEST : WRONG_FIGURE;
}

enum flaw harness_check(const struct record *record)
{
    static question *const questions[FLAWS] = {[WRONG_CLOCK] = wrong_clock,
                                               [SETUP_TIMED] = setup_timed,
                                               [NOT_USED] = not_used,
                                               [COLD] = cold,
                                               [SPOILT] = spoilt};
    for (enum flaw f = HONEST; f < FLAWS; f++)
        if (questions[f] != NULL && questions[f](record))
            return f;
    double *times = calloc(record->n + 1, sizeof *times);
    enum flaw flaw = figures(record, times);
    free(times);
    return flaw;
}
