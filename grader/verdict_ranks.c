/*
 * verdict_ranks.c - what programs with ranks come to: what the layer found,
 * and what was counted.
 */
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "text.h"
#include "verdict_parts.h"

enum { WIDTH = 72 };

/* --- what the layer found ------------------------------------------------ */

static const struct ranked *failed_program(const struct facts *facts)
{
    for (size_t i = 0; i < facts->nranked; i++)
        if (facts->ranked[i].kind[0] != '\0')
            return &facts->ranked[i];
    return NULL;
}

static void add_line(const struct evidence *e, const struct ranked *x, size_t i,
                     struct text *to)
{
    const struct place *p = &x->line[i].place;
    if (x->line[i].rank >= 0)
        text_addf(to, "rank %d ", x->line[i].rank);
    text_addf(to, "%s\n", x->line[i].text);
    if (p->line == 0)
        return;
    char quoted[64];
    files_line(e->source, p->line, quoted, sizeof quoted);
    text_addf(to, "    %s:%u: %s\n", e->exercise->file, p->line, quoted);
}

static void show(const struct evidence *e, const struct ranked *x,
                 struct check_result *r)
{
    struct text detail;
    text_init(&detail);
    text_addf(&detail, "while running: %s\n", x->what);
    for (size_t i = 0; i < x->nlines; i++) {
        if (x->line[i].rank >= 0 || strcmp(x->kind, "wrong") != 0)
            add_line(e, x, i, &detail);
        if (r->line == 0)
            r->line = x->line[i].place.line;
    }
    text_wrap(&detail, x->advice, 0, WIDTH);
    verdict_show(r, &detail);
    verdict_explain(r, "seen in run %s, of %u", x->order, x->runs);
}

static void conclude(const struct evidence *e, const struct facts *facts,
                     struct check_result *r)
{
    const char *doubt = e->untrusted[FLAVOUR_RANKS];
    unsigned runs = 0;
    for (size_t i = 0; i < facts->nranked; i++) {
        runs += facts->ranked[i].runs;
        if (doubt == NULL && facts->ranked[i].not_judged[0] != '\0')
            doubt = facts->ranked[i].not_judged;
    }
    if (doubt == NULL && runs == 0)
        doubt = "no program was run";
    verdict_explain(r, "nothing found in %u runs of %zu programs under MPICH",
                    runs, facts->nranked);
    if (doubt == NULL)
        return;
    r->verdict = VERDICT_SKIPPED;
    verdict_say(r, "not run because %s.", doubt);
}

void verdict_ranks(const struct evidence *e, size_t i, struct check_result *r)
{
    const struct facts *facts = &e->facts[i][FLAVOUR_RANKS];
    const struct failure *f = verdict_worst(facts);
    const struct ranked *x = failed_program(facts);
    if (f == NULL) {
        conclude(e, facts, r);
    } else if (x == NULL) {
        verdict_fail_test(e, f, r);
    } else {
        size_t length = strlen(f->message);
        bool sentence = length > 0 && f->message[length - 1] == '.';
        verdict_fail(r, f->cause);
        verdict_say(r, "%s%s", f->message, sentence ? "" : ".");
        show(e, x, r);
    }
}

/* --- what was counted ---------------------------------------------------- */

static const struct {
    const char *name, *format;
    size_t offset;
    double unit;
} figures[] = {
    {"rounds", "%.0f", offsetof(struct figures, rounds), 1},
    {"messages", "%.0f", offsetof(struct figures, messages), 1},
    {"messages of one rank", "%.0f", offsetof(struct figures, most), 1},
    {"bytes", "%.0f", offsetof(struct figures, bytes), 1},
    {"us by the model", "%.1f", offsetof(struct figures, seconds), 1e6},
};

static double figure(const struct figures *f, size_t i)
{
    double value;
    memcpy(&value, (const char *)f + figures[i].offset, sizeof value);
    return value * figures[i].unit;
}

/* "bcast on 64 ranks: 63 rounds (6 are enough), ..." */
static void add_figures(const struct counted *c, struct text *to)
{
    text_addf(to, "%s on %u ranks:", c->what, c->ranks);
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (figure(&c->least, i) <= 0)
            continue;
        text_addf(to, " ");
        text_addf(to, figures[i].format, figure(&c->got, i));
        text_addf(to, " %s (", figures[i].name);
        text_addf(to, figures[i].format, figure(&c->least, i));
        text_addf(to, " can do)");
    }
    text_addf(to, "\n");
}

static void judge_one(const struct counted *c, struct check_result *r)
{
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        double got = figure(&c->got, i), least = figure(&c->least, i);
        if (least <= 0 || got <= r->spec->target * least * (1 + 1e-9) ||
            r->cause != CAUSE_NONE)
            continue;
        char is[32], can[32];
        snprintf(is, sizeof is, figures[i].format, got);
        snprintf(can, sizeof can, figures[i].format, least);
        verdict_fail(r, CAUSE_SLOW);
        verdict_say(r, "%s on %u ranks takes %s %s, and %s can do.", c->what,
                    c->ranks, is, figures[i].name, can);
    }
}

void verdict_count(const struct evidence *e, size_t i, struct check_result *r)
{
    const struct facts *facts = &e->facts[i][FLAVOUR_MINI];
    const struct failure *f = verdict_worst(facts);
    struct text detail;
    if (f != NULL) {
        verdict_fail_test(e, f, r);
        return;
    }
    text_init(&detail);
    for (size_t k = 0; k < facts->ncounted; k++) {
        judge_one(&facts->counted[k], r);
        add_figures(&facts->counted[k], &detail);
    }
    if (facts->ncounted == 0) {
        r->verdict = VERDICT_SKIPPED;
        verdict_say(r, "nothing was counted");
    }
    verdict_show(r, &detail);
    verdict_explain(r,
                    "counted by the mini-MPI; up to %.2f times the least "
                    "passes",
                    r->spec->target);
}
