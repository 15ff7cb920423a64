/*
 * driver.c - worker side of `harness`: the machine, whose time is a number.
 */
#include <math.h>

#include "calls.h"
#include "driver.h"

/* How many calls may wait for their results to be used. */
enum { PENDING = 1 << 16, WORD = 64 };

struct machine {
    const struct machine_plan *plan;
    double now, cpu;
    double shift;                        /* of the wall clock */
    const struct stretch *slow, *stolen; /* the next one, or the present one */
    const struct stretch *set;           /* the next one */
    uint64_t asked, done;                /* calls */
    uint64_t used[PENDING / WORD];       /* a bit for each of the last calls */
    bool input;                          /* is fresh */
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

/* The result of a call is its number, times an odd one; and back. */
static const uint64_t spread = 6364136223846793005u,
                      gather = 13877824140714322085u;

/* What is not used is not done. */
uint64_t machine_run(struct machine *m)
{
    uint64_t call = m->asked++ % PENDING;
    m->used[call / WORD] &= ~(1ull << call % WORD);
    return m->asked * spread;
}

/* Is it the result of a call that has not been used? Notes that it is now. */
static bool take(struct machine *m, uint64_t result)
{
    uint64_t number = result * gather - 1, call = number % PENDING;
    uint64_t bit = 1ull << call % WORD;
    if (number >= m->asked || m->asked - number > PENDING ||
        (m->used[call / WORD] & bit) != 0)
        return false;
    m->used[call / WORD] |= bit;
    return true;
}

void machine_use(struct machine *m, uint64_t result)
{
    const struct machine_plan *p = m->plan;
    if (!take(m, result))
        return;
    double work = p->work * p->jitter[m->done % JITTERS];
    if (m->done++ < p->cold)
        work *= p->colder;
    if (p->fresh && !m->input)
        work *= 0.2; /* it is sorted already */
    m->input = false;
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
