/* verdict.c - see verdict.h */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "artifact.h"
#include "files.h"
#include "policy.h"
#include "text.h"
#include "verdict.h"

const double verdict_margin = 1.15;

static const char *const words[] = {
    [VERDICT_PASS] = "pass",         [VERDICT_FAIL] = "fail",
    [VERDICT_ERROR] = "error",       [VERDICT_SKIPPED] = "skipped",
    [VERDICT_INCONCLUSIVE] = "inconclusive",
};

const char *verdict_word(enum verdict verdict)
{
    return words[verdict];
}

/* Being unable to run is another thing than running wrongly. */
static enum verdict severity(enum cause cause)
{
    switch (cause) {
    case CAUSE_NONE:
        return VERDICT_PASS;
    case CAUSE_MISSING:
    case CAUSE_BUILD:
    case CAUSE_FORBIDDEN:
    case CAUSE_CRASH:
    case CAUSE_EXIT:
    case CAUSE_HANG:
    case CAUSE_LOOP:
    case CAUSE_MEMORY:
    case CAUSE_FLOOD:
    case CAUSE_PROTOCOL:
        return VERDICT_ERROR;
    default:
        return VERDICT_FAIL;
    }
}

static void set_message(struct check_result *r, const char *format, ...)
{
    struct text t;
    va_list args;
    text_init(&t);
    va_start(args, format);
    text_addv(&t, format, args);
    va_end(args);
    free(r->message);
    r->message = t.bytes;
}

static void set_why(struct check_result *r, const char *format, ...)
{
    struct text t;
    va_list args;
    text_init(&t);
    va_start(args, format);
    text_addv(&t, format, args);
    va_end(args);
    free(r->why);
    r->why = t.bytes;
}

static void set_detail(struct check_result *r, struct text *t)
{
    free(r->detail);
    r->detail = t->bytes;
}

static void fail(struct check_result *r, enum cause cause)
{
    r->cause = cause;
    r->verdict = severity(cause);
}

/* --- build --------------------------------------------------------------- */

static void judge_build(const struct evidence *e, struct check_result *r)
{
    const struct artifacts *build = e->build;
    if (e->missing != NULL) {
        fail(r, CAUSE_MISSING);
        set_message(r, "%s/%s: %s. make reset EPISODE=%s EXERCISE=%s puts the "
                       "skeleton back.",
                    e->exercise->folder, e->exercise->file, e->missing,
                    e->exercise->episode, e->exercise->name);
    } else if (build->failed) {
        char quoted[72];
        struct text detail;
        fail(r, CAUSE_BUILD);
        r->line = build->line;
        set_message(r, "%s", build->message);
        text_init(&detail);
        files_line(e->source, r->line, quoted, sizeof quoted);
        if (r->line > 0)
            text_addf(&detail, "%s:%u: %s\n", e->exercise->file, r->line,
                      quoted);
        set_detail(r, &detail);
    } else if (e->policy->refused) {
        fail(r, CAUSE_REFUSED);
        r->line = e->policy->refused_line;
        set_message(r, "%s.", e->policy->refusal);
    } else if (build->nwarnings > 0) {
        struct text detail;
        text_init(&detail);
        text_addf(&detail, "%s", build->warnings);
        set_detail(r, &detail);
        set_message(r, "%u warning%s", build->nwarnings,
                    build->nwarnings == 1 ? "" : "s");
    }
    set_why(r, "compiled for every check that follows, %.2f s in compilers",
            build->seconds);
}

/* --- tests in a worker --------------------------------------------------- */

/* One line for each place of a hang or crash that is the learner's own. */
static void add_places(const struct evidence *e, const struct failure *f,
                       struct text *to, unsigned *line)
{
    int last = -1;
    for (size_t i = 0; i < f->nplaces; i++) {
        const struct place *p = &f->places[i];
        char quoted[64];
        if (p->line == 0 || p->thread == last)
            continue; /* the innermost line of each thread */
        last = p->thread;
        *line = *line == 0 ? p->line : *line;
        files_line(e->source, p->line, quoted, sizeof quoted);
        text_addf(to, "%s:%u in %s: %s\n", p->file, p->line, p->function,
                  quoted);
    }
}

static const char *advice(const struct failure *f)
{
    switch (f->cause) {
    case CAUSE_FORBIDDEN:
        return f->forbidden == 62 || f->forbidden == 234
                   ? "it sent a signal to another process, which is not "
                     "allowed here"
                   : "a submission may start threads, but no processes, "
                     "programs or connections";
    case CAUSE_CRASH:
        return "make debug stops in gdb where it happens";
    case CAUSE_EXIT:
        return "only the caller decides when the program ends: return instead";
    default:
        return "";
    }
}

static void report_failure(const struct evidence *e, const struct failure *f,
                           struct check_result *r)
{
    struct text detail;
    fail(r, f->cause);
    const char *more = advice(f);
    set_message(r, "%s.%s%s%s", f->message, *more != '\0' ? " " : "", more,
                *more != '\0' ? "." : "");
    text_init(&detail);
    text_addf(&detail, "while testing: %s\n", f->title);
    add_places(e, f, &detail, &r->line);
    set_detail(r, &detail);
}

/* The worst of several: the order of the causes is that of the diagnosis. */
static const struct failure *worst(const struct facts *facts)
{
    const struct failure *w = NULL;
    for (size_t i = 0; i < facts->nfailures; i++)
        if (w == NULL || facts->failures[i].cause < w->cause)
            w = &facts->failures[i];
    return w;
}

static void judge_correct(const struct evidence *e, size_t i,
                          struct check_result *r)
{
    const struct facts *facts = &e->facts[i][FLAVOUR_PLAIN];
    const struct failure *f = worst(facts);
    if (f != NULL)
        report_failure(e, f, r);
    set_why(r, "%zu of %zu tests passed in a plain worker (-O2)",
            facts->tests - facts->nfailures, facts->tests);
}

/* --- races --------------------------------------------------------------- */

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

static void report_finding(const struct finding *f, const char *tool,
                           struct check_result *r)
{
    char *printed;
    size_t length;
    FILE *stream = open_memstream(&printed, &length);
    finding_print(f, stream);
    fclose(stream);
    fail(r, finding_cause(f));
    r->line = f->accesses > 0 ? stack_place(&f->access[0].stack)->line : 0;
    set_message(r, "%s", "");
    free(r->detail);
    r->detail = printed;
    set_why(r, "%s reported it %u time%s", tool, f->count,
            f->count == 1 ? "" : "s");
}

/* What one detector's run comes to. */
enum opinion { OPINION_NONE, OPINION_CLEAN, OPINION_BAD };

static enum opinion ask_detector(const struct evidence *e, size_t i,
                                 enum flavour flavour, const char *tool,
                                 struct check_result *r, struct text *why)
{
    const struct facts *facts = &e->facts[i][flavour];
    const struct finding *f = first_finding(facts);
    bool blind = flavour == FLAVOUR_HELGRIND && e->blind.line > 0;
    if (e->untrusted[flavour] != NULL) {
        text_addf(why, "Not judged by %s: %s. ", tool, e->untrusted[flavour]);
        return OPINION_NONE;
    }
    if (blind) {
        text_addf(why,
                  "Not judged by %s: it does not understand %s (%s:%u). ", tool,
                  e->blind.word, e->exercise->file, e->blind.line);
        return OPINION_NONE;
    }
    if (f != NULL) {
        report_finding(f, tool, r);
        return OPINION_BAD;
    }
    if (facts->silent_exit) {
        fail(r, CAUSE_RACE);
        set_message(r, "%s found something, but its report was lost.", tool);
        return OPINION_BAD;
    }
    const struct failure *failed = worst(facts);
    if (failed != NULL) {
        report_failure(e, failed, r);
        text_addf(why, "The program did not get through under %s. ", tool);
        return OPINION_BAD;
    }
    if (!facts->tool.ran_to_end || any_foreign(facts)) {
        text_addf(why, "Not judged by %s: %s. ", tool,
                  facts->tool.failure[0] != '\0' ? facts->tool.failure
                  : any_foreign(facts) ? "its report names no line of yours"
                                       : "its log breaks off");
        return OPINION_NONE;
    }
    text_addf(why, "%s found no race in %zu runs. ", tool, facts->tests);
    return OPINION_CLEAN;
}

static void judge_race(const struct evidence *e, size_t i,
                       struct check_result *r)
{
    static const struct {
        enum tool tool;
        enum flavour flavour;
        const char *name;
    } detectors[] = {{TOOL_TSAN, FLAVOUR_TSAN, "ThreadSanitizer"},
                     {TOOL_HELGRIND, FLAVOUR_HELGRIND, "Helgrind"}};
    struct text why;
    bool clean = false;
    text_init(&why);
    for (size_t d = 0; d < 2; d++) {
        if ((e->tools & detectors[d].tool) == 0)
            continue;
        enum opinion opinion = ask_detector(e, i, detectors[d].flavour,
                                            detectors[d].name, r, &why);
        if (opinion == OPINION_BAD) {
            if (r->why[0] == '\0')
                set_why(r, "%s", why.bytes);
            text_clear(&why);
            return;
        }
        clean = clean || opinion == OPINION_CLEAN;
    }
    set_why(r, "%s", why.bytes);
    if (e->policy->asm_line > 0) {
        r->verdict = VERDICT_SKIPPED;
        set_message(r, "%s:%u has assembler in it, which no race detector sees "
                       "through. Use <stdatomic.h> instead.",
                    e->exercise->file, e->policy->asm_line);
    } else if (!clean) {
        r->verdict = VERDICT_SKIPPED;
        set_message(r, "%s", why.bytes);
    } else if (strstr(why.bytes, "Not judged") != NULL) {
        set_message(r, "%s", why.bytes);
    }
    text_clear(&why);
}

/* --- speed --------------------------------------------------------------- */

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
    else if (m->limit == LIMIT_SPAN)
        text_addf(t,
                  "The longest chain of work takes %.1f ms of the %.1f ms in "
                  "all: that part is not shared out.",
                  1e3 * m->span, 1e3 * m->work);
}

/* One speed record. A worse verdict replaces a better one. */
static void judge_speed_of(const struct evidence *e, const struct check_spec *c,
                           const struct speed *s, struct check_result *r,
                           struct text *detail)
{
    const struct model *m = &s->model;
    const struct clock *k = &s->clock;
    const double at_once = 1.3; /* threads running, on average */
    bool canary = c->wall > 0 && k->quiet > 0 && k->reference >= c->wall;
    bool clock_slow = canary && k->high < c->wall / verdict_margin;
    bool clock_fast = canary && k->low >= c->wall;
    (void)e;

    text_addf(detail, "%-16s %5.2f times as fast with %u threads; wanted %.2f",
              s->what, m->speedup, s->threads, c->target);
    if (canary)
        text_addf(detail, "; by the clock %.2f on %u cores", k->median,
                  s->cores);
    text_addf(detail, "\n");

    if (m->measured && (r->speedup == 0 || m->speedup < r->speedup))
        r->speedup = m->speedup;
    enum cause cause = CAUSE_NONE;
    bool unsure = false;
    struct text say;
    text_init(&say);
    if (!m->measured) {
        unsure = true;
        text_addf(&say, "%s: nothing could be measured.", s->what);
    } else if (m->workers < 2 || m->running < at_once) {
        cause = CAUSE_SERIAL;
        text_addf(&say, "%s: %s.", s->what,
                  m->workers < 2
                      ? "one thread did nearly all of the work"
                      : "its threads never ran at the same time");
    } else if (m->speedup < c->target / verdict_margin || clock_slow) {
        cause = CAUSE_SLOW;
        text_addf(&say, "%s is %.2f times as fast as the serial code, and %.2f "
                        "is wanted. ",
                  s->what, clock_slow ? k->median : m->speedup,
                  clock_slow ? c->wall : c->target);
        add_limit(&say, s);
    } else if (m->signal < c->target / verdict_margin) {
        /* the order of waits may be an accident of this run: a second look */
        double seen = m->serial / m->work * fmin(m->running, s->threads);
        if (seen < c->target) {
            cause = CAUSE_SLOW;
            text_addf(&say, "%s: its threads mostly wait for each other, %.1f "
                            "of %u ran at a time.",
                      s->what, m->running, s->threads);
        }
    } else if (m->speedup < c->target && !clock_fast) {
        unsure = true;
        text_addf(&say,
                  "%s: measured %.2f, too close to the wanted %.2f to tell on "
                  "this machine (it waited for a core %.0f %% of the time). "
                  "Close other programs and check again.",
                  s->what, m->speedup, c->target, 100 * k->waited);
    }
    if (cause != CAUSE_NONE && (r->cause == CAUSE_NONE || cause < r->cause)) {
        fail(r, cause);
        set_message(r, "%s", say.bytes);
    } else if (unsure && r->verdict == VERDICT_PASS) {
        r->verdict = VERDICT_INCONCLUSIVE;
        set_message(r, "%s", say.bytes);
    }
    text_clear(&say);
}

static void judge_speed(const struct evidence *e, size_t i,
                        struct check_result *r)
{
    const struct facts *facts = &e->facts[i][FLAVOUR_PLAIN];
    const struct failure *f = worst(facts);
    struct text detail, why;
    if (f != NULL) {
        report_failure(e, f, r);
        return;
    }
    text_init(&detail);
    text_init(&why);
    for (size_t s = 0; s < facts->nspeeds; s++) {
        const struct model *m = &facts->speeds[s].model;
        judge_speed_of(e, r->spec, &facts->speeds[s], r, &detail);
        text_addf(&why,
                  "%s: serial %.1f ms, work %.1f ms, span %.1f ms, longest "
                  "lock %.1f ms, %u threads at work. ",
                  facts->speeds[s].what, 1e3 * m->serial, 1e3 * m->work,
                  1e3 * m->span, 1e3 * m->hold, m->workers);
    }
    if (facts->nspeeds == 0)
        r->verdict = VERDICT_SKIPPED;
    set_detail(r, &detail);
    set_why(r, "%s", why.bytes);
    text_clear(&why);
}

/* --- all of it ----------------------------------------------------------- */

static void start(struct check_result *r, const struct check_spec *spec)
{
    *r = (struct check_result){
        .spec = spec,
        .verdict = VERDICT_PASS,
        .cause = CAUSE_NONE,
        .max = spec == NULL ? 0 : spec->points,
        .message = text_copy(""),
        .detail = text_copy(""),
        .why = text_copy(""),
    };
}

static bool failed(const struct check_result *r)
{
    return r->verdict == VERDICT_FAIL || r->verdict == VERDICT_ERROR;
}

/* Nothing can be said of a check that was not run because of another. */
static bool waits_for(const struct result *result, struct check_result *r,
                      bool ran)
{
    const struct check_result *first = verdict_first(result);
    if (ran)
        return false;
    r->verdict = VERDICT_SKIPPED;
    if (first != NULL && first != r)
        set_message(r, "waits for: %s",
                    first->spec == NULL ? "build" : first->spec->id);
    else
        set_message(r, "was not run");
    return true;
}

static void add_up(struct result *result)
{
    for (size_t i = 0; i < result->count; i++) {
        struct check_result *r = &result->checks[i];
        r->points = r->verdict == VERDICT_PASS ? r->max : 0;
        result->points += r->points;
        result->max += r->max;
        if (r->cause != CAUSE_NONE &&
            (result->cause == CAUSE_NONE || r->cause < result->cause))
            result->cause = r->cause;
        if (failed(r) && !(result->verdict == VERDICT_ERROR))
            result->verdict = r->verdict;
        else if (r->verdict > VERDICT_ERROR && result->verdict == VERDICT_PASS)
            result->verdict = r->verdict;
    }
}

static bool ran_any(const struct evidence *e, size_t i)
{
    for (int f = 0; f < FLAVOURS; f++)
        if (e->facts[i][f].ran)
            return true;
    return e->exercise->checks[i].kind == CHECK_RACE &&
           (e->untrusted[FLAVOUR_TSAN] != NULL ||
            e->untrusted[FLAVOUR_HELGRIND] != NULL || e->blind.line > 0) &&
           e->missing == NULL && !e->build->failed && !e->policy->refused;
}

void verdict_reach(const struct evidence *e, struct result *result)
{
    const struct exercise *x = e->exercise;
    *result = (struct result){.exercise = x, .count = x->nchecks};
    start(&result->build, NULL);
    for (size_t i = 0; i < x->nchecks; i++)
        start(&result->checks[i], &x->checks[i]);
    judge_build(e, &result->build);
    result->cause = result->build.cause;
    result->verdict = failed(&result->build) ? result->build.verdict
                                             : VERDICT_PASS;
    result->output = text_copy("");
    for (size_t i = 0; i < x->nchecks; i++) {
        struct check_result *r = &result->checks[i];
        if (waits_for(result, r, ran_any(e, i)))
            continue;
        switch (x->checks[i].kind) {
        case CHECK_CORRECT:
            judge_correct(e, i, r);
            break;
        case CHECK_RACE:
            judge_race(e, i, r);
            break;
        case CHECK_SPEED:
            judge_speed(e, i, r);
            break;
        }
        const char *output = e->facts[i][FLAVOUR_PLAIN].output;
        if (output != NULL && *result->output == '\0') {
            free(result->output);
            result->output = text_copy(output);
        }
    }
    add_up(result);
}

static void clear_check(struct check_result *r)
{
    free(r->message);
    free(r->detail);
    free(r->why);
}

void verdict_clear(struct result *result)
{
    clear_check(&result->build);
    for (size_t i = 0; i < result->count; i++)
        clear_check(&result->checks[i]);
    free(result->output);
    *result = (struct result){0};
}

const struct check_result *verdict_first(const struct result *result)
{
    const struct check_result *first = NULL;
    if (failed(&result->build))
        return &result->build;
    for (size_t i = 0; i < result->count; i++) {
        const struct check_result *r = &result->checks[i];
        if (failed(r) && (first == NULL || r->cause < first->cause))
            first = r;
    }
    return first;
}
