/* Asks for a hundred results and uses them in the wrong order. */
#include <math.h>
#include <stdlib.h>

#include "harness.h"

enum { SOME = 100 };

static const double enough = 300e-6, all = 0.3; /* seconds */

static double time_calls(struct machine *m, bool fresh, unsigned calls)
{
    if (fresh)
        machine_prepare(m);
    double start = machine_clock(m, STEADY_CLOCK);
    for (unsigned i = 0; i < calls; i += SOME) {
        uint64_t results[SOME];
        unsigned n = calls - i < SOME ? calls - i : SOME;
        for (unsigned k = 0; k < n; k++)
            results[k] = machine_run(m);
        for (unsigned k = n; k-- > 0;)
            machine_use(m, results[k]);
    }
    return machine_clock(m, STEADY_CLOCK) - start;
}

double harness_time(struct machine *m, bool fresh)
{
    double begin = machine_clock(m, STEADY_CLOCK), least = INFINITY;
    unsigned calls = 1;
    while (time_calls(m, fresh, calls) < enough && !fresh)
        calls *= 2;
    do
        least = fmin(least, time_calls(m, fresh, calls) / calls);
    while (machine_clock(m, STEADY_CLOCK) - begin < all);
    return least;
}

/* --- others' records ------------------------------------------------------ */

struct count {
    size_t timings, calls, unused, inputs; /* calls: of the present timing */
    bool within;
};

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool near(double x, double y)
{
    return fabs(x - y) <= 0.01 * y;
}

/* `times` holds one number for each timing, and is sorted here. */
static enum flaw check_figure(const struct record *r, double *times, size_t n)
{
    if (n < 10)
        return TOO_FEW;
    qsort(times, n, sizeof *times, by_size);
    double median = (times[(n - 1) / 2] + times[n / 2]) / 2;
    return near(r->claim, times[0]) || near(r->claim, median) ? HONEST
                                                              : WRONG_FIGURE;
}

static enum flaw look(const struct record *r, double *times)
{
    struct count c = {.inputs = 1};
    double start = 0;
    bool warm = false;
    for (const struct event *e = r->events; e < r->events + r->n; e++) {
        bool reads = e->kind == STARTED || e->kind == STOPPED;
        if (reads && e->clock != STEADY_CLOCK)
            return WRONG_CLOCK;
        if (e->kind == PREPARED && c.within)
            return SETUP_TIMED;
        if (reads && c.unused > 0)
            return NOT_USED;
        if (e->kind == STARTED && !warm)
            return COLD;
        if (e->kind == RAN && r->fresh && c.inputs == 0)
            return SPOILT;
        if (e->kind == STOPPED && e->at - start < 99.5 * r->tick)
            return TOO_SHORT;
        if (e->kind == STOPPED)
            times[c.timings++] = (e->at - start) / (double)c.calls;
        if (e->kind == STARTED)
            start = e->at, c.calls = 0;
        c.within = reads ? e->kind == STARTED : c.within;
        c.inputs = e->kind == PREPARED ? 1 : e->kind == RAN ? 0 : c.inputs;
        c.unused += (e->kind == RAN) - (e->kind == USED);
        c.calls += e->kind == RAN;
        warm = warm || e->kind == RAN;
    }
    return check_figure(r, times, c.timings);
}

enum flaw harness_check(const struct record *record)
{
    double *times = calloc(record->n + 1, sizeof *times);
    enum flaw flaw = look(record, times);
    free(times);
    return flaw;
}
