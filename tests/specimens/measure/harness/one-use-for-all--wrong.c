/* Thinks that whoever uses the last result has used them all. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "harness.h"

static double once(struct machine *m, bool fresh, int calls)
{
    if (fresh)
        machine_prepare(m);
    double t = machine_clock(m, STEADY_CLOCK);
    for (int i = 0; i < calls; i++)
        machine_use(m, machine_run(m));
    return machine_clock(m, STEADY_CLOCK) - t;
}

double harness_time(struct machine *m, bool fresh)
{
    double best = INFINITY, end = machine_clock(m, STEADY_CLOCK) + 0.35;
    int calls = 1;
    if (!fresh)
        while (once(m, false, calls) < 200e-6)
            calls *= 2;
    while (machine_clock(m, STEADY_CLOCK) < end)
        best = fmin(best, once(m, fresh, calls) / calls);
    return best;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

enum flaw harness_check(const struct record *r)
{
    double *t = malloc((r->n + 1) * sizeof *t), start = 0;
    size_t n = 0, calls = 0, unused = 0;
    bool within = false, warm = false, input = true;
    enum flaw f = HONEST;
    for (size_t i = 0; i < r->n && f == HONEST; i++) {
        const struct event *e = &r->events[i];
        switch (e->kind) {
        case STARTED:
            if (e->clock != STEADY_CLOCK)
                f = WRONG_CLOCK;
            else if (unused > 0)
                f = NOT_USED;
            else if (!warm)
                f = COLD;
            within = true;
            start = e->at;
            calls = 0;
            break;
        case STOPPED:
            if (e->clock != STEADY_CLOCK)
                f = WRONG_CLOCK;
            else if (unused > 0)
                f = NOT_USED;
            else if (e->at - start < 99.5 * r->tick)
                f = TOO_SHORT;
            within = false;
            t[n++] = (e->at - start) / (double)calls;
            break;
        case PREPARED:
            if (within)
                f = SETUP_TIMED;
            input = true;
            break;
        case RAN:
            if (r->fresh && !input)
                f = SPOILT;
            input = false;
            warm = true;
            calls++;
            unused++;
            break;
        case USED:
            unused = 0;
            break;
        }
    }
    if (f == HONEST && n < 10)
        f = TOO_FEW;
    if (f == HONEST) {
        qsort(t, n, sizeof *t, by_size);
        double median = (t[n / 2] + t[(n - 1) / 2]) / 2;
        if (fabs(r->claim - t[0]) > 0.01 * t[0] &&
            fabs(r->claim - median) > 0.01 * median)
            f = WRONG_FIGURE;
    }
    free(t);
    return f;
}
