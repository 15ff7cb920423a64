/* verdict_count.c - quantities that were counted: messages, rounds, sectors. */
#include <math.h>
#include <stdio.h>

#include "artifact.h"
#include "text.h"
#include "verdict_parts.h"

/* Whole numbers are shown as such. */
static const char *format_of(double value)
{
    return value == floor(value) ? "%.0f" : "%.1f";
}

/* "bcast on 64 ranks: 63 rounds (6 can do), ..." */
static void add_figures(const struct counted *c, struct text *to)
{
    text_addf(to, "%s:", c->what);
    for (size_t i = 0; i < c->nfigures; i++) {
        const struct figure *f = &c->figure[i];
        text_addf(to, "%s", i == 0 ? " " : ", ");
        text_addf(to, format_of(f->got), f->got);
        text_addf(to, " %s (", f->name);
        text_addf(to, format_of(f->least), f->least);
        text_addf(to, " can do)");
    }
}

static void judge_one(const struct counted *c, struct check_result *r)
{
    for (size_t i = 0; i < c->nfigures; i++) {
        const struct figure *f = &c->figure[i];
        if (f->got <= r->spec->target * f->least * (1 + 1e-9) ||
            r->cause != CAUSE_NONE)
            continue;
        char is[32], can[32];
        snprintf(is, sizeof is, format_of(f->got), f->got);
        snprintf(can, sizeof can, format_of(f->least), f->least);
        verdict_fail(r, CAUSE_SLOW);
        verdict_say(r, "%s takes %s %s, and %s can do.", c->what, is, f->name,
                    can);
    }
}

/* What is shown of one: the figures, and where they came from if it is this
 * one that has failed the check. */
static void show_one(const struct evidence *e, const struct counted *c,
                     bool to_blame, struct check_result *r, struct text *to)
{
    struct text line;
    text_init(&line);
    add_figures(c, &line);
    text_wrap(to, line.bytes, 0, VERDICT_WIDTH);
    text_clear(&line);
    for (size_t i = 0; i < c->nsites && to_blame; i++)
        verdict_add_place(e, c->site[i], r, to);
}

/* What the emulator lacks for one of the tests, whose figures are missing then;
 * or NULL. */
static const char *lacking(const struct facts *facts)
{
    for (size_t i = 0; i < facts->nkernels; i++)
        if (facts->kernels[i].not_judged[0] != '\0')
            return facts->kernels[i].not_judged;
    return NULL;
}

void verdict_count(const struct evidence *e, size_t i, struct check_result *r)
{
    enum flavour flavour = e->exercise->cuda ? FLAVOUR_TALLY : FLAVOUR_MINI;
    const struct facts *facts = &e->facts[i][flavour];
    const struct failure *f = verdict_worst(facts);
    const char *doubt = e->untrusted[flavour];
    struct text detail;
    if (f != NULL) {
        verdict_fail_test(e, f, r);
        return;
    }
    if (e->build->no_mini != NULL) {
        r->verdict = VERDICT_SKIPPED;
        r->line = e->build->no_mini_line;
        verdict_say(r, "not judged: %s", e->build->no_mini);
        verdict_show_line(e, r);
        return;
    }
    text_init(&detail);
    for (size_t k = 0; k < facts->ncounted; k++) {
        bool good = r->cause == CAUSE_NONE;
        judge_one(&facts->counted[k], r);
        show_one(e, &facts->counted[k], good && r->cause != CAUSE_NONE, r,
                 &detail);
    }
    const char *lacks = r->cause == CAUSE_NONE ? lacking(facts) : NULL;
    if (facts->ncounted == 0 || lacks != NULL) {
        r->verdict = VERDICT_SKIPPED;
        verdict_say(r, "%s%s",
                    lacks != NULL   ? "not judged: "
                    : doubt == NULL ? "nothing was counted"
                                    : "not run because ",
                    lacks != NULL   ? lacks
                    : doubt == NULL ? ""
                                    : doubt);
    }
    verdict_show(r, &detail);
    verdict_explain(r, "counted by %s; up to %.2f times the least passes",
                    e->exercise->cuda ? "the emulator" : "the mini-MPI",
                    r->spec->target);
}
