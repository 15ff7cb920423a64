/* verdict_kernels.c - what the CUDA emulator found. */
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "text.h"
#include "verdict_parts.h"

void verdict_add_place(const struct evidence *e, const char *text,
                       struct check_result *r, struct text *to)
{
    const char *file = e->exercise->file;
    const char *at = strstr(text, file);
    text_wrap(to, text, 0, VERDICT_WIDTH);
    if (at == NULL || at[strlen(file)] != ':')
        return;
    unsigned line = (unsigned)strtoul(at + strlen(file) + 1, NULL, 10);
    char quoted[64];
    files_line(e->source, line, quoted, sizeof quoted);
    text_addf(to, "    %s:%u: %s\n", file, line, quoted);
    if (r->line == 0)
        r->line = line;
}

static const struct kernels *failed_test(const struct facts *facts)
{
    for (size_t i = 0; i < facts->nkernels; i++)
        if (facts->kernels[i].kind[0] != '\0')
            return &facts->kernels[i];
    return NULL;
}

static void show(const struct evidence *e, const struct failure *f,
                 const struct kernels *k, struct check_result *r)
{
    struct text detail;
    text_init(&detail);
    text_addf(&detail, "while testing: %s\n", f->title);
    for (size_t i = 0; i < k->nlines; i++)
        verdict_add_place(e, k->line[i], r, &detail);
    text_wrap(&detail, k->advice, 0, VERDICT_WIDTH);
    verdict_show(r, &detail);
    free(r->schedule);
    free(r->scenario);
    r->schedule = text_format("%u/0", k->schedule);
    r->scenario = text_copy("0.0"); /* in all tests of the check */
    verdict_explain(r, "seen in order %u of blocks and threads", k->schedule);
}

static void conclude(const struct evidence *e, const struct facts *facts,
                     struct check_result *r)
{
    const char *doubt = e->untrusted[FLAVOUR_CUDA];
    unsigned calls = 0;
    for (size_t i = 0; i < facts->nkernels; i++) {
        calls += facts->kernels[i].calls;
        if (doubt == NULL && facts->kernels[i].not_judged[0] != '\0')
            doubt = facts->kernels[i].not_judged;
    }
    if (doubt == NULL && calls == 0)
        doubt = "no kernel was run";
    verdict_explain(r,
                    "nothing found in %u calls of %zu tests, in several "
                    "orders of blocks and threads",
                    calls, facts->nkernels);
    if (doubt == NULL)
        return;
    r->verdict = VERDICT_SKIPPED;
    verdict_say(r, "not judged: %s", doubt);
}

void verdict_kernels(const struct evidence *e, size_t i, struct check_result *r)
{
    const struct facts *facts = &e->facts[i][FLAVOUR_CUDA];
    const struct failure *f = verdict_worst(facts);
    const struct kernels *k = failed_test(facts);
    if (f == NULL) {
        conclude(e, facts, r);
        return;
    }
    verdict_fail_test(e, f, r);
    for (; k != NULL && k < facts->kernels + facts->nkernels; k++)
        if (k->kind[0] != '\0' && strcmp(k->what, f->title) == 0) {
            verdict_say(r, "%s", f->message);
            show(e, f, k, r);
            return;
        }
}
