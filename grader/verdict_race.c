/* verdict_race.c - what the race detectors' runs come to. */
#include <stdio.h>
#include <stdlib.h>

#include "policy.h"
#include "seen.h"
#include "text.h"
#include "verdict_parts.h"

static enum cause finding_cause(const struct finding *f)
{
    switch (f->kind) {
    case FINDING_RACE:
    case FINDING_USE_AFTER_FREE:
        return CAUSE_RACE;
    case FINDING_LOCK_ORDER:
        return CAUSE_LOCK_ORDER;
    case FINDING_LEAKED_THREAD:
        return CAUSE_LEAK;
    case FINDING_CRASH:
        return CAUSE_CRASH;
    case FINDING_ADVICE:
        return CAUSE_NONE;
    default:
        return CAUSE_MISUSE;
    }
}

static const struct finding *first_finding(const struct facts *facts)
{
    for (size_t i = 0; i < facts->findings.count; i++) {
        const struct finding *f = facts->findings.finding[i];
        if (!f->foreign && finding_cause(f) != CAUSE_NONE)
            return f;
    }
    return NULL;
}

static bool any_foreign(const struct facts *facts)
{
    for (size_t i = 0; i < facts->findings.count; i++)
        if (facts->findings.finding[i]->foreign &&
            finding_cause(facts->findings.finding[i]) == CAUSE_RACE)
            return true;
    return false;
}

/* The learner's line of the two; 0: both are in code of ours that calls it. */
static unsigned line_of(const struct finding *f)
{
    for (unsigned i = 0; i < f->accesses; i++) {
        const struct stack *stack = &f->access[i].stack;
        if (stack->own)
            return stack->frame[stack->own - 1].line;
    }
    return 0;
}

static void report_finding(const struct finding *f, const char *tool,
                           struct check_result *r)
{
    struct text printed = {.room = 0};
    FILE *stream = open_memstream(&printed.bytes, &printed.length);
    finding_print(f, stream);
    fclose(stream);
    verdict_fail(r, finding_cause(f));
    r->line = line_of(f);
    verdict_say(r, "%s", "");
    verdict_show(r, &printed);
    verdict_explain(r, "%s reported it %u time%s", tool, f->count,
                    f->count == 1 ? "" : "s");
}

/* Why a detector was not asked; NULL: it was. To be freed. */
static char *why_not_asked(const struct evidence *e, enum flavour flavour)
{
    if (e->untrusted[flavour] != NULL)
        return text_copy(e->untrusted[flavour]);
    if (flavour == FLAVOUR_HELGRIND && e->blind.line > 0)
        return text_format("it does not understand %s (%s:%u)", e->blind.word,
                           e->exercise->file, e->blind.line);
    return NULL;
}

/* Why silence of a detector that was asked proves nothing; NULL: it does. To
 * be freed. */
static char *why_not_believed(const struct facts *facts)
{
    if (facts->tool.failure[0] != '\0')
        return text_copy(facts->tool.failure);
    if (any_foreign(facts))
        return text_copy("its report names no line of yours");
    if (facts->tests == 0 || facts->logs == 0)
        return text_copy("no test was run under it");
    if (!facts->tool.ran_to_end)
        return text_copy("its log breaks off");
    return NULL;
}

/* True if the program does not get through without a detector either. */
static bool wrong_anyway(const struct evidence *e)
{
    for (size_t i = 0; i < e->exercise->nchecks; i++)
        if (e->exercise->checks[i].kind == CHECK_CORRECT &&
            verdict_worst(&e->facts[i][FLAVOUR_PLAIN]) != NULL)
            return true;
    return false;
}

/* The test in which the program does not come to its end without a detector
 * either; NULL: it always does. What lies behind that point nobody has seen,
 * so silence about the runs that ended is no proof. */
static const struct failure *never_ends(const struct evidence *e)
{
    for (size_t i = 0; i < e->exercise->nchecks; i++) {
        const struct facts *facts = &e->facts[i][FLAVOUR_PLAIN];
        if (e->exercise->checks[i].kind != CHECK_CORRECT)
            continue;
        for (size_t f = 0; f < facts->nfailures; f++)
            if (facts->failures[f].cause == CAUSE_HANG ||
                facts->failures[f].cause == CAUSE_LOOP)
                return &facts->failures[f];
    }
    return NULL;
}

/* It ended as after a race, and told of none. A detector that could not even
 * start ends like that, too, but gets through no test; that it failed is in its
 * log, where the program can write. */
static bool lost_report(const struct facts *facts)
{
    return facts->silent_exit &&
           (facts->tool.failure[0] == '\0' || verdict_worst(facts) == NULL);
}

/* Bad news counts even if the detector did not see everything. */
static bool report_bad(const struct evidence *e, const struct facts *facts,
                       const char *tool, struct check_result *r)
{
    const struct finding *f = first_finding(facts);
    const struct failure *failed = verdict_worst(facts);
    if (f != NULL) {
        report_finding(f, tool, r);
    } else if (lost_report(facts)) {
        verdict_fail(r, CAUSE_RACE);
        verdict_say(r, "%s found something, but its report was lost.", tool);
    } else if (failed != NULL && wrong_anyway(e)) {
        r->verdict = VERDICT_SKIPPED;
        verdict_say(r,
                    "no race was judged: under %s the program went wrong "
                    "before it came to its end (%s)",
                    tool, cause_title(failed->cause));
    } else if (failed != NULL) {
        verdict_fail_test(e, failed, r);
        char *said = text_format("under %s: %s", tool, r->message);
        verdict_say(r, "%s", said);
        free(said);
        verdict_explain(r,
                        "%s had no race to report, but the program did not "
                        "get through under it.",
                        tool);
    } else {
        return false;
    }
    return true;
}

/* What the detectors' runs come to. */
struct opinions {
    bool bad, clean, unheard; /* some detector's */
    struct text why;
};

static void ask_detector(const struct evidence *e, size_t i,
                         enum flavour flavour, const char *tool,
                         struct check_result *r, struct opinions *o)
{
    const struct facts *facts = &e->facts[i][flavour];
    char *doubt = why_not_asked(e, flavour);
    o->bad = doubt == NULL && report_bad(e, facts, tool, r);
    if (o->bad)
        return;
    if (doubt == NULL)
        doubt = why_not_believed(facts);
    if (doubt == NULL)
        text_addf(&o->why, "%s found no race in %zu run%s. ", tool,
                  facts->tests, facts->tests == 1 ? "" : "s");
    else
        text_addf(&o->why, "Not judged by %s: %s. ", tool, doubt);
    o->clean = o->clean || doubt == NULL;
    o->unheard = o->unheard || doubt != NULL;
    free(doubt);
}

/* Nothing bad was found: is that enough? */
static void conclude(const struct evidence *e, const struct opinions *o,
                     struct check_result *r)
{
    verdict_explain(r, "%s", o->why.bytes);
    if (e->policy->asm_line > 0) {
        r->verdict = VERDICT_SKIPPED;
        r->line = e->policy->asm_line;
        verdict_say(r,
                    "%s:%u has assembler in it, or a function that stands for "
                    "it, and no race detector sees through that. Use "
                    "<stdatomic.h> instead.",
                    e->exercise->file, e->policy->asm_line);
        return;
    }
    const struct failure *endless = never_ends(e);
    if (endless != NULL) {
        r->verdict = VERDICT_SKIPPED;
        verdict_say(r,
                    "no race was found in the runs that ended, but the program "
                    "does not always end (%s): first mend that",
                    cause_title(endless->cause));
        return;
    }
    if (!o->clean)
        r->verdict = VERDICT_SKIPPED;
    if (!o->clean || o->unheard)
        verdict_say(r, "%s", o->why.bytes);
    else if (e->exercise->openmp && e->chosen)
        verdict_say(r, "TOOL makes no difference here: only Archer knows what "
                       "OpenMP puts in order.");
}

/* Of the code as it is when it is optimised only what was found counts: the
 * compiler may have taken races out of it. */
static bool races_optimised(const struct evidence *e, size_t i,
                            struct check_result *r)
{
    const struct finding *f = first_finding(&e->facts[i][FLAVOUR_TSAN_FAST]);
    if (f == NULL)
        f = first_finding(&e->facts[i][FLAVOUR_ARCHER_FAST]);
    if (f == NULL)
        return false;
    report_finding(f, "ThreadSanitizer", r);
    verdict_explain(r, "The code races as it is compiled with -O2, and does "
                       "not with -O0.");
    return true;
}

/* A hint for whoever grades, and never a verdict. */
static void compare_runs(const struct evidence *e, size_t i,
                         struct check_result *r)
{
    const struct facts *alone = &e->facts[i][FLAVOUR_ALONE];
    const struct facts *watched = &e->facts[i][FLAVOUR_TSAN];
    if (r->verdict != VERDICT_PASS || alone->seen == NULL ||
        watched->seen == NULL || alone->failed > 0)
        return;
    char *look = seen_compare(alone->seen, watched->seen);
    if (look == NULL)
        return;
    free(r->look);
    r->look = look;
}

void verdict_race(const struct evidence *e, size_t i, struct check_result *r)
{
    static const struct {
        enum tool tool;
        enum flavour flavour;
        const char *name;
    } detectors[] = {{TOOL_TSAN, FLAVOUR_TSAN, "ThreadSanitizer"},
                     {TOOL_HELGRIND, FLAVOUR_HELGRIND, "Helgrind"},
                     {TOOL_ARCHER, FLAVOUR_ARCHER, "Archer"}};
    struct opinions o = {.bad = false};
    text_init(&o.why);
    for (size_t d = 0; d < sizeof detectors / sizeof *detectors && !o.bad; d++)
        if (e->tools & detectors[d].tool)
            ask_detector(e, i, detectors[d].flavour, detectors[d].name, r, &o);
    if (!o.bad && !races_optimised(e, i, r))
        conclude(e, &o, r);
    compare_runs(e, i, r);
    text_clear(&o.why);
}
