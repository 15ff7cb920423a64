/*
 * driver.c - worker side of `harness`: the machine, whose time is a number.
 */
#include <math.h>

#include "calls.h"
#include "driver.h"

struct machine {
    const struct machine_plan *plan;
    double now, cpu;
    double shift;                        /* of the wall clock */
    const struct stretch *slow, *stolen; /* the next one, or the present one */
    const struct stretch *set;           /* the next one */
    unsigned calls;
    bool input;   /* is fresh */
    bool pending; /* a call whose result has not been used */
    uint64_t result;
};

/* Lets time pass: `busy` seconds of computing, and `idle` ones of waiting, if
 * nothing disturbs. */
static void pass(struct machine *m, double busy, double idle)
{
    while (m->slow->end <= m->now)
        m->slow++;
    if (m->slow->begin <= m->now) {
        busy *= m->plan->slower;
        idle *= m->plan->slower;
    }
    m->now += busy + idle;
    m->cpu += busy;
    for (; m->stolen->begin < m->now; m->stolen++)
        m->now += m->stolen->end - m->stolen->begin;
    for (; m->set->begin < m->now; m->set++)
        m->shift += m->set->end;
}

double machine_clock(struct machine *m, enum clock_kind clock)
{
    double tick = m->plan->tick;
    double shows = clock == CPU_CLOCK    ? m->cpu
                   : clock == WALL_CLOCK ? 1e9 + m->now + m->shift
                                         : 1e3 + m->now;
    pass(m, m->plan->reading, 0);
    return floor(shows / tick) * tick;
}

void machine_prepare(struct machine *m)
{
    pass(m, m->plan->prepare, 0);
    m->input = true;
}

/* What was not used is not done. */
uint64_t machine_run(struct machine *m)
{
    m->pending = true;
    m->result = m->result * 6364136223846793005u + 1442695040888963407u;
    return m->result;
}

void machine_use(struct machine *m, uint64_t result)
{
    const struct machine_plan *p = m->plan;
    if (!m->pending || result != m->result)
        return;
    double work = p->work * p->jitter[m->calls % JITTERS];
    if (m->calls++ < p->cold)
        work *= p->colder;
    if (p->fresh && !m->input)
        work *= 0.2; /* it is sorted already */
    m->input = m->pending = false;
    pass(m, work * (1 - p->waits), work * p->waits);
}

static void run_time(const void *args)
{
    const struct time_args *a = args;
    const struct machine_plan *p = a->plan;
    struct machine m = {.plan = p,
                        .slow = p->slow,
                        .stolen = p->stolen,
                        .set = p->set,
                        .input = true};
    *a->took = harness_time(&m, p->fresh);
    *a->spent = m.now;
}

static void run_check(const void *args)
{
    const struct check_args *a = args;
    for (size_t i = 0; i < a->n; i++)
        a->flaws[i] = (uint32_t)harness_check(&a->records[i]);
}

DRIVER_OPS(run_time, run_check);
