/* verdict_gpu.c - what a GPU has to say, where there is one. */
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "verdict_parts.h"

const struct check_spec verdict_gpu_spec = {
    .id = "gpu",
    .title = "the same on a GPU, for no points",
    .kind = CHECK_KERNELS,
};

/* Why nothing can be said; NULL: something can. */
static const char *doubt(const struct gpu_evidence *g)
{
    if (g->unfit != NULL)
        return g->unfit;
    if (g->incomplete)
        return "the tests did not come to their end there";
    for (size_t i = 0; i < g->facts.ngpu; i++) {
        const struct on_gpu *said = &g->facts.gpu[i];
        if (*said->not_judged != '\0')
            return said->not_judged;
    }
    return g->facts.tests == 0 ? "no test was run there" : NULL;
}

/* "a matrix of 8000 x 8192: 0.131 ms, 0.92 of the speed of a copy (4000 GB/s)"
 */
static void add_times(const struct facts *facts, struct text *to)
{
    for (size_t i = 0; i < facts->ngpu; i++) {
        const struct on_gpu *t = &facts->gpu[i];
        if (t->seconds <= 0 || t->copy <= 0)
            continue;
        char *line = text_format(
            "%s: %.3f ms, %.2f of the speed of a copy (%.0f of %.0f GB/s)",
            t->what, 1e3 * t->seconds, t->copy / t->seconds,
            1e-9 * t->bytes / t->seconds, 1e-9 * t->bytes / t->copy);
        text_wrap(to, line, 0, VERDICT_WIDTH);
        free(line);
    }
}

/* "compute-sanitizer: memcheck, racecheck found nothing" */
static void add_tools(const struct gpu_evidence *g, struct text *to)
{
    struct text clean;
    text_init(&clean);
    for (int t = 0; t < SANITIZER_TOOLS; t++) {
        const struct sanitizer_report *report = &g->tool[t];
        const char *word = sanitizer_word((enum sanitizer_tool)t);
        if (sanitizer_clean(report)) {
            text_addf(&clean, "%s%s", clean.length == 0 ? "" : ", ", word);
        } else if (report->ran && sanitizer_first(report) == NULL) {
            char *line =
                text_format("%s cannot tell: %s", word,
                            report->trouble[0] != '\0' ? report->trouble
                            : report->ended ? "its errors are not at your lines"
                                            : "it did not come to its end");
            text_wrap(to, line, 0, VERDICT_WIDTH);
            free(line);
        }
    }
    if (clean.length > 0) {
        char *line =
            text_format("compute-sanitizer: %s found nothing", clean.bytes);
        text_wrap(to, line, 0, VERDICT_WIDTH);
        free(line);
    }
    text_clear(&clean);
}

static enum cause cause_of(const char *kind)
{
    static const struct {
        const char *kind;
        enum cause cause;
    } causes[] = {
        {"race", CAUSE_RACE},
        {"barrier-divergence", CAUSE_BARRIER},
        {"warp-divergence", CAUSE_BARRIER},
        {"warp-mask", CAUSE_BARRIER},
        {"out-of-bounds", CAUSE_OUTSIDE},
        {"misaligned", CAUSE_OUTSIDE},
        {"use-after-free", CAUSE_OUTSIDE},
        {"uninitialised-read", CAUSE_UNSET},
        {"stack-overflow", CAUSE_CRASH},
    };
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
        if (strcmp(causes[i].kind, kind) == 0)
            return causes[i].cause;
    return CAUSE_CUDA;
}

static void fail_by_tool(const struct evidence *e, enum sanitizer_tool tool,
                         const struct sanitizer_finding *f,
                         struct check_result *r)
{
    struct text detail;
    verdict_fail(r, cause_of(f->kind));
    verdict_say(r, "%s: compute-sanitizer's %s found it on %s", f->kind,
                sanitizer_word(tool), e->gpu.name);
    text_init(&detail);
    for (size_t i = 0; i < f->nlines; i++)
        verdict_add_place(e, f->line[i], r, &detail);
    verdict_show(r, &detail);
}

static void conclude(const struct gpu_evidence *g, struct check_result *r)
{
    struct text detail;
    text_init(&detail);
    text_addf(&detail, "%zu test%s right on %s\n", g->facts.tests,
              g->facts.tests == 1 ? "" : "s", g->name);
    add_times(&g->facts, &detail);
    add_tools(g, &detail);
    verdict_show(r, &detail);
}

void verdict_gpu(const struct evidence *e, struct check_result *r)
{
    const struct gpu_evidence *g = &e->gpu;
    const struct failure *f = verdict_worst(&g->facts);
    const char *why = doubt(g);
    verdict_explain(r, "built by nvcc, run and compared as on the emulator, "
                       "once nothing else has failed; no points depend on it");
    if (f != NULL) {
        verdict_fail_test(e, f, r);
        return;
    }
    if (why != NULL) {
        r->verdict = VERDICT_SKIPPED;
        verdict_say(r, "not judged on a GPU: %s", why);
        return;
    }
    for (int t = 0; t < SANITIZER_TOOLS; t++) {
        const struct sanitizer_finding *found = sanitizer_first(&g->tool[t]);
        if (found != NULL) {
            fail_by_tool(e, (enum sanitizer_tool)t, found, r);
            return;
        }
    }
    conclude(g, r);
}
