/* verdict.c - see verdict.h */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

#include "artifact.h"
#include "files.h"
#include "policy.h"
#include "text.h"
#include "utf8.h"
#include "verdict_parts.h"

static const char *const words[] = {
    [VERDICT_PASS] = "pass",
    [VERDICT_FAIL] = "fail",
    [VERDICT_ERROR] = "error",
    [VERDICT_SKIPPED] = "skipped",
    [VERDICT_INCONCLUSIVE] = "inconclusive",
};

const char *verdict_word(enum verdict verdict)
{
    return words[verdict];
}

/* --- one result ---------------------------------------------------------- */

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

static void replace(char **old, char *bytes)
{
    free(*old);
    *old = utf8_clean(bytes);
}

static void format_into(char **old, const char *format, va_list args)
{
    struct text t;
    text_init(&t);
    text_addv(&t, format, args);
    replace(old, t.bytes);
}

void verdict_say(struct check_result *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    format_into(&r->message, format, args);
    va_end(args);
}

void verdict_explain(struct check_result *r, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    format_into(&r->why, format, args);
    va_end(args);
}

void verdict_show(struct check_result *r, struct text *evidence)
{
    replace(&r->detail, evidence->bytes);
}

void verdict_fail(struct check_result *r, enum cause cause)
{
    r->cause = cause;
    r->verdict = severity(cause);
}

/* --- build --------------------------------------------------------------- */

void verdict_show_line(const struct evidence *e, struct check_result *r)
{
    char quoted[72];
    struct text detail;
    text_init(&detail);
    files_line(e->source, r->line, quoted, sizeof quoted);
    if (r->line > 0)
        text_addf(&detail, "%s:%u: %s\n", e->exercise->file, r->line, quoted);
    verdict_show(r, &detail);
}

static void judge_build(const struct evidence *e, struct check_result *r)
{
    const struct artifacts *build = e->build;
    if (e->missing != NULL) {
        verdict_fail(r, CAUSE_MISSING);
        verdict_say(r, "%s: %s", e->path, e->missing);
    } else if (e->policy->refused) {
        verdict_fail(r, CAUSE_REFUSED);
        r->line = e->policy->refused_line;
        verdict_say(r, "%s.", e->policy->refusal);
    } else if (build->lacks) {
        r->verdict = VERDICT_SKIPPED;
        r->line = build->line;
        verdict_say(r, "not judged: %s", build->message);
        verdict_show_line(e, r);
    } else if (build->failed) {
        verdict_fail(r, CAUSE_BUILD);
        r->line = build->line;
        verdict_say(r, "%s", build->message);
        verdict_show_line(e, r);
    } else if (build->nwarnings > 0) {
        struct text detail;
        text_init(&detail);
        text_addf(&detail, "%s", build->warnings);
        verdict_show(r, &detail);
        verdict_say(r, "%u warning%s", build->nwarnings,
                    build->nwarnings == 1 ? "" : "s");
    }
    if (build->note != NULL && r->verdict == VERDICT_PASS) {
        struct text detail;
        text_init(&detail);
        text_wrap(&detail, build->note, 0, VERDICT_WIDTH);
        verdict_show(r, &detail);
    }
    if (r->verdict == VERDICT_PASS)
        verdict_explain(
            r, "compiled for every check that follows, %.2f s in compilers",
            build->seconds);
}

/* --- tests in a worker --------------------------------------------------- */

/* True if this is the innermost line of its thread that is the learner's. */
static bool innermost(const struct failure *f, size_t i)
{
    if (f->places[i].line == 0)
        return false;
    for (size_t j = 0; j < i; j++)
        if (f->places[j].thread == f->places[i].thread &&
            f->places[j].line != 0)
            return false;
    return true;
}

/* How many threads were at the same line; 0 if an earlier one said so. */
static unsigned threads_there(const struct failure *f, size_t i)
{
    unsigned n = 0;
    for (size_t j = 0; j < f->nplaces; j++) {
        if (!innermost(f, j) || f->places[j].line != f->places[i].line)
            continue;
        if (j < i)
            return 0;
        n++;
    }
    return n;
}

/* Where the threads were that hang or crashed. The main thread comes first
 * in the list and last on paper: it mostly waits for the others. */
static void add_places(const struct evidence *e, const struct failure *f,
                       struct text *to, unsigned *line)
{
    for (size_t k = 0; k < 2 * f->nplaces; k++) {
        size_t i = k % f->nplaces;
        const struct place *p = &f->places[i];
        bool first_thread = p->thread == f->places[0].thread;
        char quoted[64];
        if (first_thread == (k < f->nplaces) || !innermost(f, i))
            continue;
        unsigned n = threads_there(f, i);
        if (n == 0)
            continue;
        *line = *line == 0 ? p->line : *line;
        files_line(e->source, p->line, quoted, sizeof quoted);
        text_addf(to, "%s:%u in %s%s: %s\n", e->exercise->file, p->line,
                  p->function, n > 1 ? " (several threads)" : "", quoted);
    }
}

static const char *advice(const struct failure *f)
{
    switch (f->cause) {
    case CAUSE_FORBIDDEN:
        return f->forbidden == SYS_kill || f->forbidden == SYS_tgkill
                   ? "Signals to other processes are not allowed here"
                   : "A submission may start threads, but no processes, "
                     "programs or connections";
    case CAUSE_CRASH:
        if (f->nplaces == 0 && strstr(f->message, "(SIGSEGV)") != NULL)
            return "Where is not known: a thread that runs out of stack ends "
                   "like this";
        return "With make debug, gdb stops where it happens";
    case CAUSE_EXIT:
        return "Only the caller decides when the program ends: return instead";
    default:
        return "";
    }
}

void verdict_fail_test(const struct evidence *e, const struct failure *f,
                       struct check_result *r)
{
    struct text detail;
    verdict_fail(r, f->cause);
    const char *more = advice(f);
    verdict_say(r, "%s.%s%s%s", f->message, *more != '\0' ? " " : "", more,
                *more != '\0' ? "." : "");
    text_init(&detail);
    text_addf(&detail, "while testing: %s\n", f->title);
    add_places(e, f, &detail, &r->line);
    verdict_show(r, &detail);
}

/* A program that has given a wrong answer may well hang later on. */
static bool follows(const struct failure *later, const struct failure *earlier)
{
    return earlier->cause == CAUSE_WRONG &&
           (later->cause == CAUSE_HANG || later->cause == CAUSE_LOOP);
}

/* The worst of several: the order of the causes is that of the diagnosis. */
const struct failure *verdict_worst(const struct facts *facts)
{
    const struct failure *w = NULL;
    for (size_t i = 0; i < facts->nfailures; i++) {
        const struct failure *f = &facts->failures[i];
        if (w == NULL || (f->cause < w->cause && !follows(f, w)))
            w = f;
    }
    return w;
}

static void judge_correct(const struct evidence *e, size_t i,
                          struct check_result *r)
{
    const struct facts *facts = &e->facts[i][FLAVOUR_PLAIN];
    const struct failure *f = verdict_worst(facts);
    if (f != NULL) {
        verdict_fail_test(e, f, r);
    } else if (facts->tests == 0) {
        r->verdict = VERDICT_SKIPPED;
        verdict_say(r, "no test was run");
    }
    verdict_explain(r, "%zu of %zu tests passed in a plain worker (-O2)",
                    facts->tests - facts->failed, facts->tests);
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
        .look = text_copy(""),
        .why = text_copy(""),
        .schedule = text_copy(""),
        .scenario = text_copy(""),
    };
}

static bool failed(const struct check_result *r)
{
    return r->verdict == VERDICT_FAIL || r->verdict == VERDICT_ERROR;
}

/* What the runs behind a check took, for those who ask why. */
static void add_duration(const struct evidence *e, size_t i,
                         struct check_result *r)
{
    double seconds = 0, cpu = 0;
    for (int f = 0; f < FLAVOURS; f++) {
        seconds += e->facts[i][f].seconds;
        cpu += e->facts[i][f].cpu;
    }
    if (seconds <= 0)
        return;
    char *why = r->why;
    r->why = text_format("%s (%.1f s, %.1f s of them in the processor)", why,
                         seconds, cpu);
    free(why);
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
        verdict_say(r, "not run yet: first mend what failed under %s",
                    first->spec == NULL ? "build" : first->spec->id);
    else
        verdict_say(r, "was not run");
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

/* It can only speak against a submission: without a GPU, or with one that has
 * nothing to say, results are the same. */
static void add_gpu(struct result *result)
{
    const struct check_result *r = &result->gpu;
    if (!failed(r))
        return;
    result->verdict = r->verdict;
    result->cause = r->cause;
}

static bool ran_any(const struct evidence *e, size_t i)
{
    bool distrusted = e->blind.line > 0;
    for (int f = 0; f < FLAVOURS; f++) {
        if (e->facts[i][f].ran)
            return true;
        distrusted = distrusted || e->untrusted[f] != NULL;
    }
    enum check_kind kind = e->exercise->checks[i].kind;
    bool doubted = kind == CHECK_EXPLORE ? e->untrusted[FLAVOUR_EXPLORE] != NULL
                   : kind == CHECK_RANKS ? e->untrusted[FLAVOUR_RANKS] != NULL
                   : kind == CHECK_COUNT && e->build->no_mini != NULL ? true
                   : e->exercise->cuda ? distrusted
                                       : kind == CHECK_RACE && distrusted;
    return doubted && e->missing == NULL && !e->build->failed &&
           !e->policy->refused;
}

void verdict_reach(const struct evidence *e, struct result *result)
{
    const struct exercise *x = e->exercise;
    *result = (struct result){
        .exercise = x, .path = e->path, .tools = e->tools, .count = x->nchecks};
    memcpy(result->untrusted, e->untrusted, sizeof result->untrusted);
    start(&result->build, NULL);
    for (size_t i = 0; i < x->nchecks; i++)
        start(&result->checks[i], &x->checks[i]);
    judge_build(e, &result->build);
    result->cause = result->build.cause;
    result->verdict =
        result->build.verdict; /* not judged at all, if it is not */
    result->output = text_copy("");
    start(&result->gpu, e->gpu.asked ? &verdict_gpu_spec : NULL);
    for (size_t i = 0; i < x->nchecks; i++) {
        struct check_result *r = &result->checks[i];
        if (waits_for(result, r, ran_any(e, i)))
            continue;
        switch (x->checks[i].kind) {
        case CHECK_CORRECT:
            judge_correct(e, i, r);
            break;
        case CHECK_RACE:
            verdict_race(e, i, r);
            break;
        case CHECK_SPEED:
            verdict_speed(e, i, r);
            break;
        case CHECK_VIRTUAL:
            verdict_virtual(e, i, r);
            break;
        case CHECK_PREDICT:
            verdict_predict(e, i, r);
            break;
        case CHECK_EXPLORE:
            verdict_explore(e, i, r);
            break;
        case CHECK_RANKS:
            verdict_ranks(e, i, r);
            break;
        case CHECK_COUNT:
            verdict_count(e, i, r);
            break;
        case CHECK_KERNELS:
            verdict_kernels(e, i, r);
            break;
        }
        add_duration(e, i, r);
        enum flavour flavour = x->cuda  ? FLAVOUR_CUDA
                               : x->mpi ? FLAVOUR_RANKS
                                        : FLAVOUR_PLAIN;
        const char *output = e->facts[i][flavour].output;
        if (output != NULL && *result->output == '\0') {
            free(result->output);
            result->output = utf8_clean(text_copy(output));
        }
    }
    if (e->gpu.asked)
        verdict_gpu(e, &result->gpu);
    add_up(result);
    add_gpu(result);
}

static void clear_check(struct check_result *r)
{
    free(r->message);
    free(r->detail);
    free(r->look);
    free(r->why);
    free(r->schedule);
    free(r->scenario);
    json_decref(r->steps);
}

void verdict_clear(struct result *result)
{
    clear_check(&result->build);
    clear_check(&result->gpu);
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
    return first == NULL && failed(&result->gpu) ? &result->gpu : first;
}
