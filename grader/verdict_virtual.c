/*
 * verdict_virtual.c - what the figures of the computed machine come to. They
 * are the same every time, so there is no margin.
 */
#include "policy.h"
#include "text.h"
#include "verdict_parts.h"

static double speedup(const struct timed *t, const struct timed_run *run)
{
    return run->time > 0 ? t->serial / run->time : 0;
}

/* What moves most between cores, and whether anybody wanted it; of a speed-up,
 * only if it may be the reason. */
static void add_line(const struct timed *t, bool of_speed, struct text *to)
{
    const double move = 50, part = 0.05; /* ns; of the time */
    if (t->line.name[0] == '\0' || t->line.transfers < t->at.transfers / 4 ||
        (of_speed && t->line.transfers * move < part * t->at.time))
        return;
    text_addf(to, "%s moved %.0f times from one core's cache to another's",
              t->line.name, t->line.transfers);
    if (t->line.needless > t->line.transfers / 2)
        text_addf(to,
                  ", %.0f times for nothing: the core found its own bytes as "
                  "they were, because a neighbour had written to the same "
                  "line of 64 bytes (false sharing)",
                  t->line.needless);
    text_addf(to, ". ");
}

static void add_lock(const struct timed *t, struct text *to)
{
    if (t->lock.name[0] == '\0' || t->lock.total < t->at.time / 2)
        return;
    text_addf(to,
              "%s was held for %.0f %% of the time (%.0f times, %.0f of them "
              "after waiting): the threads queue for it. ",
              t->lock.name, 100 * t->lock.total / t->at.time, t->lock.taken,
              t->lock.waited);
}

static void add_threads(const struct timed *t, struct text *to)
{
    if (t->at.threads > 2 * t->at.cores + 1)
        text_addf(to, "%u threads were started for %u cores. ",
                  t->at.threads - 1, t->at.cores);
}

static void add_reasons(const struct timed *t, bool of_speed, struct text *to)
{
    size_t before = to->length;
    add_line(t, of_speed, to);
    add_lock(t, to);
    add_threads(t, to);
    if (to->length == before && t->at.threads < 2)
        text_addf(to, "One thread did all of the work.");
    else if (to->length == before && t->work > 1.5 * t->serial)
        text_addf(to,
                  "The threads together did %.1f times the work of the serial "
                  "code.",
                  t->work / t->serial);
    else if (to->length == before)
        text_addf(to, "The threads wait for each other, or their shares are "
                      "not equal.");
}

/* The figures that count are those of inputs that are the same in every check.
 * Who knows what comes of these and does not work for it shows by others, on
 * which honest code differs a little. True if it is as it should be. */
static bool rule_other(const struct check_spec *c, const struct timed *t,
                       struct text *say)
{
    const double little = 1.1;
    const struct timed_run *at = &t->other.at;
    double reached = at->time > 0 ? t->other.serial / at->time : 0;
    if (c->target > 0 && reached < c->target / little)
        text_addf(say,
                  "%s is %.2f times as fast as the serial code on the inputs "
                  "that all checks have in common, and %.2f times on others: "
                  "it has to be fast on all of them.",
                  t->what, speedup(t, &t->at), reached);
    else if (c->transfers > 0 && at->transfers > c->transfers * little)
        text_addf(say,
                  "%s has %.0f cache lines move on the inputs that all checks "
                  "have in common, and %.0f on others: they should stay on all "
                  "of them.",
                  t->what, t->at.transfers, at->transfers);
    else
        return true;
    return false;
}

/* True if it is as it should be. */
static bool rule(const struct check_spec *c, const struct timed *t,
                 struct text *say)
{
    double reached = speedup(t, &t->at);
    bool slow = c->target > 0 && reached < c->target;
    if (slow)
        text_addf(say,
                  "%s is %.2f times as fast as the serial code on %u cores, "
                  "and %.2f is wanted. ",
                  t->what, reached, t->at.cores, c->target);
    else if (c->transfers > 0 && t->at.transfers > c->transfers)
        text_addf(say,
                  "%s has %.0f cache lines move between its %u cores, and at "
                  "most %.0f are needed. ",
                  t->what, t->at.transfers, t->at.cores, c->transfers);
    else
        return rule_other(c, t, say);
    add_reasons(t, slow, say);
    return false;
}

static void add_curve(const struct timed *t, struct text *detail)
{
    text_addf(detail, "%s\n  cores  ", t->what);
    for (size_t i = 0; i < t->ncurve; i++)
        text_addf(detail, "%8u", t->curve[i].cores);
    text_addf(detail, "\n  speed-up");
    for (size_t i = 0; i < t->ncurve; i++)
        text_addf(detail, "%*.2f", i == 0 ? 7 : 8, speedup(t, &t->curve[i]));
    text_addf(detail, "\n  transfers");
    for (size_t i = 0; i < t->ncurve; i++)
        text_addf(detail, "%*.0f", i == 0 ? 6 : 8, t->curve[i].transfers);
    text_addf(detail, "\n");
}

static void judge_one(const struct timed *t, struct check_result *r,
                      struct text *detail)
{
    struct text say;
    text_init(&say);
    if (t->not_timed[0] != '\0') {
        if (r->verdict == VERDICT_PASS) {
            r->verdict = VERDICT_SKIPPED;
            verdict_say(r, "%s: no time could be computed: %s", t->what,
                        t->not_timed);
        }
    } else if (!rule(r->spec, t, &say) && r->cause == CAUSE_NONE) {
        verdict_fail(r, t->at.threads < 2 ? CAUSE_SERIAL : CAUSE_SLOW);
        verdict_say(r, "%s", say.bytes);
    }
    if (t->not_timed[0] == '\0') {
        double reached = speedup(t, &t->at);
        if (r->speedup == 0 || reached < r->speedup)
            r->speedup = reached;
        add_curve(t, detail);
    }
    text_clear(&say);
}

void verdict_virtual(const struct evidence *e, size_t i, struct check_result *r)
{
    const struct facts *facts = &e->facts[i][FLAVOUR_VIRTUAL];
    const struct failure *f = verdict_worst(facts);
    struct text detail;
    if (f != NULL) {
        verdict_fail_test(e, f, r);
        return;
    }
    if (e->policy->asm_line > 0) {
        r->line = e->policy->asm_line;
        r->verdict = VERDICT_SKIPPED;
        verdict_say(r, "no time was computed because nobody can say how long "
                       "assembler takes; write it in C");
        return;
    }
    text_init(&detail);
    for (size_t t = 0; t < facts->ntimed; t++)
        judge_one(&facts->timed[t], r, &detail);
    if (facts->ntimed == 0) {
        r->verdict = VERDICT_SKIPPED;
        verdict_say(r, "nothing was timed");
    }
    verdict_show(r, &detail);
    verdict_explain(r, "computed for 1 to 64 cores with the costs that "
                       "make explore has, against our serial code");
}
