/*
 * harness.c - judges the exercise `harness`: machines whose work takes a known
 * time, and records whose flaws were put in here.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "judge.h"

static double between(double least, double most)
{
    return least + (most - least) * (double)judge_below(1000001) / 1e6;
}

/* --- machines -------------------------------------------------------------
 */

static const double budget = 0.5, beyond = 1e9; /* seconds */

/* Stretches of `least` to `most` seconds, so many seconds apart; from the first
 * `apart` on if there is one. */
static const struct stretch *stretches(double apart, double least, double most)
{
    enum { MOST = 1000 };
    struct stretch *list = judge_in(MOST * sizeof *list);
    double now = 0;
    size_t n = 0;
    while (apart > 0 && n < MOST - 1 && now < 2 * budget) {
        double begin = now + between(0.5, 1.5) * apart;
        now = begin + between(least, most);
        list[n++] = (struct stretch){begin, now};
    }
    list[n] = (struct stretch){beyond, beyond};
    return list;
}

/* At each, the wall clock is moved by up to 30 ms. */
static const struct stretch *settings(double apart)
{
    struct stretch *list = (struct stretch *)stretches(apart, 0.001, 0.002);
    for (struct stretch *s = list; s->begin < beyond; s++)
        s->end = between(-0.03, 0.03);
    return list;
}

/* What is special about a machine; all that is 0 is not. */
struct kind {
    const char *name;
    double least, most; /* one call */
    bool fresh, ticks, waits, set, disturbed;
};

static const struct kind kinds[] = {
    {"a long work on a quiet machine", 3e-4, 2e-3},
    {"a short work", 5e-8, 2e-6},
    {"a short work and a clock with long ticks", 5e-8, 2e-6, .ticks = true},
    {"a work that spoils its input", 2e-4, 1e-3, .fresh = true},
    {"a work that waits most of the time", 3e-4, 2e-3, .waits = true},
    {"a machine whose wall clock is set", 3e-5, 2e-3, .set = true},
    {"a long work on a busy machine", 3e-4, 2e-3, .disturbed = true},
    {"a short work on a busy machine", 5e-8, 2e-6, .disturbed = true},
    {"everything at once", 2e-4, 1e-3, true, true, true, true, true},
};

static const struct machine_plan *make_machine(const struct kind *k)
{
    struct machine_plan *p = judge_in(sizeof *p);
    *p = (struct machine_plan){
        .fresh = k->fresh,
        .work = exp(between(log(k->least), log(k->most))),
        .tick = k->ticks ? 1e-6 : 1e-9,
        .reading = between(2e-8, 2e-7),
        .waits = k->waits ? between(0.5, 0.9) : 0,
        .cold = 2 + (unsigned)judge_below(4),
        .colder = between(2, 6),
        .slow = stretches(k->disturbed ? 0.08 : 0, 0.01, 0.02),
        .stolen = stretches(k->disturbed ? 0.03 : 0, 0.001, 0.004),
        .slower = 1.2,
        .set = settings(k->set ? 0.005 : 0)};
    p->prepare = p->work * between(0.5, 2);
    for (unsigned i = 0; i < JITTERS; i++)
        p->jitter[i] = between(1, 1.01);
    return p;
}

static void check_machine(const struct kind *k)
{
    const struct machine_plan *p = make_machine(k);
    struct time_args a = {p, judge_out(sizeof(double)),
                          judge_out(sizeof(double))};
    double work = p->work;
    judge_call(OP_TIME, a);
    double took = *judge_got(a.took), spent = *judge_got(a.spent);
    judge_expect(spent <= budget,
                 "%s: harness_time used %.2f s of the machine's time; %.1f s "
                 "are there",
                 k->name, spent, budget);
    judge_expect(took > 0 && fabs(log(took / work)) <= 0.03,
                 "%s: one call takes %.3g us; harness_time says %.3g us",
                 k->name, 1e6 * work, 1e6 * took);
}

START_TEST(timed)
{
    judge_title(kinds[_i].name);
    for (unsigned i = 0; i < 10; i++) {
        check_machine(&kinds[_i]);
        judge_forget();
    }
}
END_TEST

/* --- records --------------------------------------------------------------
 */

enum { RECORDS = 200, TIMINGS = 40, EVENTS = 2000 };

static const char *const names[FLAWS] = {
    "HONEST", "WRONG_CLOCK", "SETUP_TIMED", "NOT_USED",    "COLD",
    "SPOILT", "TOO_SHORT",   "TOO_FEW",     "WRONG_FIGURE"};

/* A record that is being made up. */
struct maker {
    struct event *events;
    size_t n;
    enum clock_kind clock;
    double now, tick;
};

static void add(struct maker *m, enum event_kind kind)
{
    struct event e = {.kind = kind, .clock = m->clock};
    if (kind == STARTED || kind == STOPPED) {
        e.at = floor(m->now / m->tick) * m->tick;
    } else {
        e.clock = STEADY_CLOCK;
    }
    m->events[m->n++] = e;
}

/* How a benchmark goes about it. */
struct way {
    enum flaw flaw;
    unsigned variant; /* of the flaw, 0 to 2 */
    bool fresh;
    unsigned timings, calls; /* calls: in each timing */
    double work;             /* of a call, in seconds */
    bool median;
    enum clock_kind wrong;
};

static void add_call(struct maker *m, const struct way *w, bool last)
{
    double noise = judge_below(10) == 0 ? between(1.5, 6) : between(1, 1.02);
    add(m, RAN);
    m->now += w->work * noise;
    if (w->flaw != NOT_USED || (w->variant == 1 && !last) ||
        (w->variant == 2 && last))
        add(m, USED);
}

/* The clock for one end of a timing, at which that of variant `right` is. */
static void set_clock(struct maker *m, const struct way *w, unsigned right)
{
    bool wrong = w->flaw == WRONG_CLOCK && w->variant != right;
    m->clock = wrong ? w->wrong : STEADY_CLOCK;
}

static void add_timing(struct maker *m, const struct way *w, unsigned number)
{
    bool stale = w->flaw == SPOILT && w->variant == 0 && number > 0;
    bool setup =
        w->flaw == SETUP_TIMED && (w->variant == 0 || number + 1 == w->timings);
    if (w->fresh && !stale && !setup)
        add(m, PREPARED);
    if (number > 0 && judge_below(4) == 0)
        m->now += between(0, 0.1); /* it does something else */
    set_clock(m, w, 2);
    add(m, STARTED);
    if (setup) {
        add(m, PREPARED);
        m->now += w->work;
    }
    for (unsigned i = 0; i < w->calls; i++)
        add_call(m, w, i + 1 == w->calls);
    set_clock(m, w, 1);
    add(m, STOPPED);
    if (w->flaw == NOT_USED && w->variant == 1)
        add(m, USED); /* too late */
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* What the record claims, from its own timings. */
static double claim(const struct maker *m, const struct way *w)
{
    double times[TIMINGS], start = 0, sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++) {
        if (m->events[i].kind == STARTED)
            start = m->events[i].at;
        if (m->events[i].kind == STOPPED)
            times[n++] = (m->events[i].at - start) / w->calls;
    }
    for (size_t i = 0; i < n; i++)
        sum += times[i];
    qsort(times, n, sizeof *times, by_size);
    double median = (times[(n - 1) / 2] + times[n / 2]) / 2;
    if (w->flaw != WRONG_FIGURE) /* they have rounded it */
        return (w->median ? median : times[0]) * between(0.995, 1.005);
    /* the mean; or a number that the clock was deducted from once more */
    double wrong = w->variant == 0 ? sum / (double)n : times[0] * 0.9;
    return fabs(log(wrong / median)) < 0.05 ? median * 1.2 : wrong;
}

static struct way make_way(enum flaw flaw)
{
    struct way w = {.flaw = flaw,
                    .variant = (unsigned)judge_below(2),
                    .wrong = judge_below(2) ? WALL_CLOCK : CPU_CLOCK,
                    .timings = 20 + (unsigned)judge_below(TIMINGS - 21),
                    .calls = 1,
                    .median = judge_below(2) == 0};
    w.fresh = flaw == SPOILT || flaw == SETUP_TIMED || judge_below(3) == 0;
    if (!w.fresh && judge_below(2) == 0)
        w.calls = 2 + (unsigned)judge_below(20);
    if (flaw == SPOILT && w.variant == 1)
        w.calls = 2;
    if (flaw == WRONG_CLOCK || (flaw == NOT_USED && !w.fresh))
        w.variant = (unsigned)judge_below(3);
    if (flaw == NOT_USED && w.variant > 0 && !w.fresh)
        w.calls = 2 + (unsigned)judge_below(20);
    if (flaw == TOO_FEW)
        w.timings = 1 + (unsigned)judge_below(8);
    else if (flaw == HONEST && judge_below(4) == 0)
        w.timings = 10;
    if (w.median)
        w.timings |= 1; /* there is one in the middle, by any definition */
    return w;
}

static void make_record(enum flaw flaw, struct record *r)
{
    struct way w = make_way(flaw);
    struct maker m = {.events = judge_in(EVENTS * sizeof *m.events),
                      .clock = STEADY_CLOCK,
                      .now = between(1, 2),
                      .tick = judge_below(2) ? 1e-6 : 2.5e-8};
    double ticks = flaw == TOO_SHORT ? between(3, 60) : between(110, 5000);
    w.work = ticks * m.tick / w.calls;
    if (flaw != COLD)
        for (unsigned i = 0; i <= judge_below(3); i++) {
            add(&m, RAN);
            add(&m, USED);
            if (w.fresh)
                add(&m, PREPARED);
        }
    for (unsigned i = 0; i < w.timings; i++)
        add_timing(&m, &w, i);
    *r = (struct record){w.fresh, m.tick, m.events, m.n, claim(&m, &w)};
}

/* Records of one kind, or FLAWS: of all kinds in any order. */
static void check_records(enum flaw kind)
{
    struct record *records = judge_in(RECORDS * sizeof *records);
    enum flaw flaws[RECORDS];
    struct check_args a = {records, RECORDS,
                           judge_out(RECORDS * sizeof(uint32_t))};
    for (unsigned i = 0; i < RECORDS; i++) {
        flaws[i] = kind == FLAWS ? (enum flaw)judge_below(FLAWS) : kind;
        make_record(flaws[i], &records[i]);
    }
    judge_call(OP_CHECK, a);
    for (unsigned i = 0; i < RECORDS; i++) {
        uint32_t got = judge_got(a.flaws)[i];
        judge_expect(got < FLAWS,
                     "harness_check returned %u, which is none of the answers",
                     got);
        judge_expect(got == flaws[i],
                     "harness_check returned %s for a record that is %s",
                     names[got], names[flaws[i]]);
    }
}

START_TEST(honest)
{
    judge_title("records of honest benchmarks");
    check_records(HONEST);
}
END_TEST

START_TEST(flawed)
{
    judge_title("records of all kinds");
    check_records(FLAWS);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("harness");
    tcase_add_loop_test(judge_tcase(suite, "time", "time"), timed, 0,
                        sizeof kinds / sizeof *kinds);
    TCase *flaws = judge_tcase(suite, "flaws", "flaws");
    tcase_add_test(flaws, honest);
    tcase_add_test(flaws, flawed);
    return suite;
}
