/* verdict_speed.c - what the measurements come to. */
#include <math.h>

#include "text.h"
#include "verdict_parts.h"

/* What the measurements of one function come to. */
struct ruling {
    enum cause cause; /* CAUSE_NONE: nothing against it */
    bool unsure;
    struct text say;
};

/* The clock is believed if our own solution reaches the target by it, in the
 * same rounds. */
static bool clock_counts(const struct check_spec *c, const struct clock *k)
{
    return c->wall > 0 && k->quiet > 0 && k->reference >= c->wall;
}

/* What holds it back, with the figures that show it. */
static void add_limit(struct text *t, const struct speed *s)
{
    const struct model *m = &s->model;
    double extra = m->work / m->serial;
    if (m->limit == LIMIT_LOCK)
        text_addf(t,
                  "One lock was held for %.1f ms in all (%.0f times), and the "
                  "serial code needs %.1f ms: the threads queue for it.",
                  1e3 * m->hold, m->acquired, 1e3 * m->serial);
    else if (extra > 1.5 && m->pieces > 10000)
        text_addf(t,
                  "To hand out %.0f pieces takes longer than the work that is "
                  "in them: %.1f times the CPU time of the serial code.",
                  m->pieces, extra);
    else if (extra > 1.5)
        text_addf(t,
                  "The threads together used %.1f times the CPU time of the "
                  "serial code%s.",
                  extra,
                  m->acquired > 1000
                      ? ": taking a lock so often costs more than the work "
                        "under it"
                      : ", so much is spent on something else");
    else if (m->limit == LIMIT_SIGNAL)
        text_addf(t, "The threads spend their time waiting for each other's "
                     "signals.");
    else if (m->limit == LIMIT_SPAN && m->teams > 0)
        text_addf(t,
                  "One thread is busy for %.1f ms of the %.1f ms in all, when "
                  "the others have nothing left to do: the work is not shared "
                  "out evenly.",
                  1e3 * m->span, 1e3 * m->work);
    else if (m->limit == LIMIT_SPAN)
        text_addf(t,
                  "The longest chain of work takes %.1f ms of the %.1f ms in "
                  "all: that part is not shared out.",
                  1e3 * m->span, 1e3 * m->work);
}

static bool rule_serial(const struct speed *s, struct ruling *v)
{
    const struct model *m = &s->model;
    const double at_once = 1.3;           /* threads running, on average */
    bool queues = m->limit == LIMIT_LOCK; /* rule_slow names the lock */
    if (m->workers >= 2 && (m->running >= at_once || queues || m->too_busy))
        return false;
    v->cause = CAUSE_SERIAL;
    text_addf(&v->say, "%s: %s.", s->what,
              m->workers < 2 ? "one thread did nearly all of the work"
                             : "its threads never ran at the same time");
    return true;
}

static bool rule_slow(const struct check_spec *c, const struct speed *s,
                      struct ruling *v)
{
    bool by_clock =
        clock_counts(c, &s->clock) && s->clock.high < c->wall / speedup_margin;
    if (s->model.speedup >= c->target / speedup_margin && !by_clock)
        return false;
    if (s->model.pardoned >= c->target / speedup_margin && !by_clock) {
        v->unsure = true;
        text_addf(&v->say,
                  "%s: its threads had uneven shares, or this machine is too "
                  "busy to tell.",
                  s->what);
        return true;
    }
    v->cause = CAUSE_SLOW;
    text_addf(&v->say,
              "%s is %.2f times as fast as the serial code, and %.2f is "
              "wanted. ",
              s->what, by_clock ? s->clock.median : s->model.speedup,
              by_clock ? c->wall : c->target);
    add_limit(&v->say, s);
    return true;
}

/* The order of waits for signals may be an accident of this run, so how many
 * threads ran at a time has a word as well. */
static bool rule_waiting(const struct check_spec *c, const struct speed *s,
                         struct ruling *v)
{
    const struct model *m = &s->model;
    if (m->signal >= c->target / speedup_margin)
        return false;
    if (speedup_seen(m, s->threads) < c->target) {
        v->cause = CAUSE_SLOW;
        text_addf(&v->say,
                  "%s: its threads mostly wait for each other, %.1f of %u ran "
                  "at a time.",
                  s->what, m->running, s->threads);
    }
    return true;
}

/* Locks that the model cannot see, made of sleeps or atomics. */
static bool rule_unseen(const struct check_spec *c, const struct speed *s,
                        struct ruling *v)
{
    /* OpenMP's own waits are on the books: what is left is a lock of sleeps */
    double less = s->model.teams > 0 ? 2 : speedup_margin;
    bool by_clock = clock_counts(c, &s->clock) && s->clock.low >= c->wall;
    if (by_clock || (speedup_seen(&s->model, s->threads) >= c->target / less &&
                     !s->model.too_busy))
        return false;
    v->unsure = true;
    if (s->model.too_busy) {
        text_addf(&v->say,
                  "%s: its threads sleep and wake, and this machine is too "
                  "busy to tell whether they wait for each other.",
                  s->what);
        return true;
    }
    text_addf(&v->say,
              "%s: only %.1f of its %u threads ran at a time. They wait for "
              "each other, or this machine is too busy to tell.",
              s->what, s->model.running, s->threads);
    return true;
}

static void rule_close(const struct check_spec *c, const struct speed *s,
                       struct ruling *v)
{
    bool by_clock = clock_counts(c, &s->clock) && s->clock.low >= c->wall;
    if (s->model.speedup >= c->target || by_clock)
        return;
    v->unsure = true;
    text_addf(&v->say,
              "%s: measured %.2f, too close to the wanted %.2f to tell on "
              "this machine (it waited for a core %.0f %% of the time). "
              "Close other programs and check again.",
              s->what, s->model.speedup, c->target, 100 * s->clock.waited);
}

/* The first rule that applies decides. */
static struct ruling rule(const struct check_spec *c, const struct speed *s)
{
    struct ruling v = {.cause = CAUSE_NONE};
    text_init(&v.say);
    if (!s->model.measured) {
        v.unsure = true;
        text_addf(&v.say, "%s: nothing could be measured.", s->what);
    } else if (!rule_serial(s, &v) && !rule_slow(c, s, &v) &&
               !rule_waiting(c, s, &v) && !rule_unseen(c, s, &v)) {
        rule_close(c, s, &v);
    }
    return v;
}

static void add_figures(const struct check_spec *c, const struct speed *s,
                        struct text *detail)
{
    text_addf(detail, "%-16s %5.2f times as fast, wanted %.2f", s->what,
              s->model.speedup, c->target);
    if (clock_counts(c, &s->clock))
        text_addf(detail, "; by the clock %.2f", s->clock.median);
    text_addf(detail, "\n");
}

static void add_reasons(const struct speed *s, struct text *why)
{
    const struct model *m = &s->model;
    text_addf(
        why,
        "%s: serial %.1f ms at best; in the best round of yours work %.1f "
        "ms, span %.1f ms, longest lock %.1f ms, %u threads at work. ",
        s->what, 1e3 * m->serial, 1e3 * m->work, 1e3 * m->span, 1e3 * m->hold,
        m->workers);
}

/* A worse verdict replaces a better one. */
static void apply(const struct ruling *v, struct check_result *r)
{
    if (v->cause != CAUSE_NONE &&
        (r->cause == CAUSE_NONE || v->cause < r->cause)) {
        verdict_fail(r, v->cause);
        verdict_say(r, "%s", v->say.bytes);
    } else if (v->unsure && r->verdict == VERDICT_PASS) {
        r->verdict = VERDICT_INCONCLUSIVE;
        verdict_say(r, "%s", v->say.bytes);
    }
}

static void judge_one(const struct speed *s, struct check_result *r,
                      struct text *detail, struct text *why)
{
    const struct model *m = &s->model;
    struct ruling v = rule(r->spec, s);
    if (m->measured && (r->speedup == 0 || m->speedup < r->speedup))
        r->speedup = m->speedup;
    apply(&v, r);
    add_figures(r->spec, s, detail);
    add_reasons(s, why);
    text_clear(&v.say);
}

void verdict_speed(const struct evidence *e, size_t i, struct check_result *r)
{
    const struct facts *facts = &e->facts[i][FLAVOUR_PLAIN];
    const struct failure *f = verdict_worst(facts);
    struct text detail, why;
    if (f != NULL) {
        verdict_fail_test(e, f, r);
        return;
    }
    text_init(&detail);
    text_init(&why);
    for (size_t s = 0; s < facts->nspeeds; s++)
        judge_one(&facts->speeds[s], r, &detail, &why);
    if (facts->nspeeds == 0) {
        r->verdict = VERDICT_SKIPPED;
        verdict_say(r, "nothing was measured");
    }
    verdict_show(r, &detail);
    verdict_explain(r, "%s", why.bytes);
    text_clear(&why);
}
