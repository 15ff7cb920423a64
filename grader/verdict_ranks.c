/* verdict_ranks.c - what the layer found in programs with ranks. */
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "text.h"
#include "verdict_parts.h"

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
    char *said =
        x->line[i].rank < 0
            ? text_copy(x->line[i].text)
            : text_format("rank %d %s", x->line[i].rank, x->line[i].text);
    text_wrap(to, said, 0, VERDICT_WIDTH);
    free(said);
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
    text_wrap(&detail, x->advice, 0, VERDICT_WIDTH);
    verdict_show(r, &detail);
    if (x->order[0] != '\0') {
        free(r->schedule);
        free(r->scenario);
        r->schedule = text_copy(x->order);
        r->scenario = text_format("%u", x->program);
    }
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
    verdict_explain(r, "nothing found in %u run%s of %zu program%s under MPICH",
                    runs, runs == 1 ? "" : "s", facts->nranked,
                    facts->nranked == 1 ? "" : "s");
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
