/* grade.c - see grade.h */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "artifact.h"
#include "blind.h"
#include "canary.h"
#include "files.h"
#include "gpu.h"
#include "grade.h"
#include "grade_parts.h"
#include "nvcc.h"
#include "outcome.h"
#include "places.h"
#include "plan.h"
#include "policy.h"
#include "text.h"
#include "turn.h"
#include "verdict.h"

static const char *const doing[FLAVOURS] = {
    [FLAVOUR_PLAIN] = "",
    [FLAVOUR_TSAN] = " under ThreadSanitizer",
    [FLAVOUR_HELGRIND] = " under Helgrind",
    [FLAVOUR_EXPLORE] = " under many schedules",
    [FLAVOUR_ARCHER] = " under Archer",
    [FLAVOUR_VIRTUAL] = " on virtual cores",
    [FLAVOUR_MINI] = " with many ranks",
    [FLAVOUR_ALONE] = ", without a detector",
    [FLAVOUR_RANKS] = " under MPICH",
    [FLAVOUR_CUDA] = " under the emulator",
    [FLAVOUR_TALLY] = ", counted",
    [FLAVOUR_GPU] = " on the GPU"};

static void tell(const struct grading *g, const char *format, const char *a,
                 const char *b)
{
    char line[80];
    if (g->progress == NULL)
        return;
    snprintf(line, sizeof line, format, a, b);
    g->progress(line);
}

static struct order make_order(const struct grading *g, const char *source,
                               const struct plan *plan)
{
    struct order order = {
        .exercise = g->exercise,
        .submission = source,
        .judge = true,
        .serial = plan->serial,
        .reference = plan->reference,
        .texts = true,
    };
    memcpy(order.worker, plan->worker, sizeof order.worker);
    return order;
}

/* True while nothing in what is known speaks against the submission. */
static bool good_so_far(const struct evidence *e)
{
    struct result result;
    verdict_reach(e, &result);
    bool good = verdict_first(&result) == NULL;
    verdict_clear(&result);
    return good;
}

static void run_step(const struct grading *g, const struct step *step,
                     const struct artifacts *a, struct evidence *e)
{
    const struct exercise *x = g->exercise;
    struct run run = {x, &x->checks[step->check], step->flavour, g->seed,
                      g->schedule};
    struct facts *facts = &e->facts[step->check][step->flavour];
    struct outcome outcome;
    bool detector =
        step->flavour != FLAVOUR_PLAIN && step->flavour != FLAVOUR_VIRTUAL &&
        step->flavour != FLAVOUR_MINI && step->flavour != FLAVOUR_ALONE;
    if (step->flavour == FLAVOUR_HELGRIND && e->blind.line > 0)
        return;
    if (detector)
        e->untrusted[step->flavour] = canary_distrust(step->flavour);
    if (e->untrusted[step->flavour] != NULL)
        return;
    tell(g, "%s%s", run.check->title, doing[step->flavour]);
    outcome_run(&run, a, &outcome);
    facts_read(outcome.records, step->flavour, facts);
    facts->seconds = outcome.seconds;
    facts->cpu = outcome.cpu;
    places_name_findings(&facts->findings, a->worker[step->flavour]);
    facts_settle(facts, x->file, e->source, strlen(e->source));
    places_name(facts, a->worker[step->flavour], x->file);
    if (g->others && facts->seen != NULL)
        places_name_seen(facts->seen, a->worker[step->flavour], x->file);
    outcome_clear(&outcome);
}

/* Those that have a schedule, or an order of arrival, to replay. */
static bool replays(enum flavour flavour)
{
    return flavour == FLAVOUR_EXPLORE || flavour == FLAVOUR_CUDA ||
           flavour == FLAVOUR_RANKS;
}

/* A replay needs one step of the plan, and the object that the policy looks
 * at. */
static void keep_schedule(const struct grading *g, struct plan *plan)
{
    const char *check = g->schedule->check;
    size_t kept = 0;
    for (size_t i = 0; i < plan->count; i++) {
        const struct step *s = &plan->steps[i];
        if (replays(s->flavour) &&
            (check == NULL ||
             strcmp(g->exercise->checks[s->check].id, check) == 0))
            plan->steps[kept++] = *s;
    }
    plan->count = kept;
    plan->serial = plan->reference = false;
    for (int f = 0; f < FLAVOURS; f++)
        plan->worker[f] = g->exercise->cuda ? f == FLAVOUR_CUDA
                          : g->exercise->mpi
                              ? f == FLAVOUR_RANKS || f == FLAVOUR_MINI
                              : f == FLAVOUR_EXPLORE || f == FLAVOUR_PLAIN;
}

static struct plan make_plan(const struct grading *g)
{
    struct plan plan = plan_make(g->exercise, g->tools, g->others);
    if (g->schedule != NULL)
        keep_schedule(g, &plan);
    return plan;
}

/* True if a measurement could not tell, or code missed its target by so little
 * that a busy machine may be the reason. */
static bool in_doubt(const struct evidence *e, size_t check)
{
    const double little = 2.5;
    struct result result;
    verdict_reach(e, &result);
    const struct check_result *r = &result.checks[check];
    bool doubt = r->verdict == VERDICT_INCONCLUSIVE ||
                 (r->cause == CAUSE_SLOW && r->speedup > 0 &&
                  little * r->speedup >= r->spec->target);
    verdict_clear(&result);
    return doubt;
}

/* What else a machine does can make code look slower, never faster: who is in
 * doubt is measured again. */
static void measure(const struct grading *g, const struct step *step,
                    const struct artifacts *a, struct evidence *e)
{
    enum { TIMES = 3 };
    struct facts *facts = &e->facts[step->check][step->flavour];
    run_step(g, step, a, e);
    for (unsigned i = 1; i < TIMES && in_doubt(e, step->check); i++) {
        facts_clear(facts);
        run_step(g, step, a, e);
    }
}

static bool is_timed(const struct grading *g, const struct step *step)
{
    return g->exercise->checks[step->check].kind == CHECK_SPEED;
}

static bool in_part(const struct grading *g, const struct step *step)
{
    return g->part == GRADE_ALL ||
           (g->part == GRADE_TIMED) == is_timed(g, step);
}

/*
 * What is judged is a copy under the exercise's own file name: all flavours
 * are built from the same bytes even if an editor saves in between, lines are
 * quoted from these bytes, and no odd file name gets into a command.
 */
static char *copy_source(const struct exercise *x, const struct text *source)
{
    uint64_t hash = files_hash(files_hash_start, source->bytes, source->length);
    char *folder = text_format("build/cache/%016llx", (unsigned long long)hash);
    char *path = text_format("%s/%s", folder, x->file);
    files_make_folder(folder);
    files_write(path, source->bytes, source->length);
    free(folder);
    return path;
}

static void judge(const struct grading *g, const struct plan *plan,
                  const struct text *source, struct artifacts *a,
                  struct policy *policy, struct evidence *e)
{
    *policy = policy_read(source->bytes, source->length);
    if (policy->refused)
        return;
    char *copy = copy_source(g->exercise, source);
    struct order order = make_order(g, copy, plan);
    /* what builds only where it can be judged */
    static const enum flavour special[] = {FLAVOUR_ARCHER, FLAVOUR_RANKS,
                                           FLAVOUR_CUDA, FLAVOUR_TALLY};
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        enum flavour f = special[i];
        if (order.worker[f])
            e->untrusted[f] = canary_distrust(f);
        order.worker[f] &= e->untrusted[f] == NULL;
    }
    tell(g, "building %s%s", files_name(g->submission), "");
    int turn = turn_take(false);
    artifact_build(&order, a);
    turn_end(turn);
    if (a->symbols != NULL) { /* what is refused may be why it does not link */
        policy_check(policy, a->plain_text, a->tsan_text,
                     g->exercise->cuda ? "" : a->symbols, copy,
                     g->exercise->forbids);
        policy_check_sections(policy, g->exercise->cuda ? "" : a->sections);
    }
    if (!a->failed && g->exercise->mpi)
        policy_check_ranks(policy, a->symbols);
    if (!a->failed && g->exercise->cuda)
        policy_check_kernels(policy, a->symbols);
    if (!a->failed && !policy->refused && g->exercise->cuda)
        a->note = nvcc_note(g->exercise, copy);
    if (a->failed || policy->refused) {
        free(copy);
        return;
    }
    e->blind = blind_find(e->source, strlen(e->source));
    for (size_t i = 0; i < plan->count; i++)
        if (in_part(g, &plan->steps[i]) &&
            (!plan->steps[i].last || good_so_far(e)))
            (is_timed(g, &plan->steps[i]) ? measure
                                          : run_step)(g, &plan->steps[i], a, e);
    if (g->exercise->cuda && g->part != GRADE_TIMED && g->schedule == NULL &&
        (gpu_find()->there || gpu_find()->wanted) && good_so_far(e)) {
        tell(g, "%s%s", "the same on a GPU", "");
        grade_on_gpu(g, copy, e);
    }
    free(copy);
}

void grade(const struct grading *g, struct result *result)
{
    struct plan plan = make_plan(g);
    struct artifacts artifacts = {0};
    struct policy policy = {0};
    struct text source;
    struct evidence *e = calloc(1, sizeof *e);
    text_init(&source);
    /* field by field: the facts of all flavours are large, and few are used */
    e->exercise = g->exercise;
    e->path = g->submission;
    e->tools = plan.tools;
    e->chosen = g->tools != 0;
    e->missing = files_read(g->submission, &source);
    e->build = &artifacts;
    e->policy = &policy;
    e->source = source.bytes;
    if (e->missing == NULL)
        judge(g, &plan, &source, &artifacts, &policy, e);
    verdict_reach(e, result);
    for (size_t i = 0; i < g->exercise->nchecks; i++)
        for (int f = 0; f < FLAVOURS; f++)
            facts_clear(&e->facts[i][f]);
    grade_forget_gpu(e);
    artifact_clear(&artifacts);
    text_clear(&source);
    free(e);
}

char *grade_describe(const struct grading *g)
{
    struct plan plan = make_plan(g);
    struct order order = make_order(g, g->submission, &plan);
    struct text t;
    text_init(&t);
    text_addf(&t, "# build (each output in build/cache, named by content)\n");
    artifact_describe(&order, &t);
    for (size_t i = 0; i < plan.count; i++) {
        const struct step *s = &plan.steps[i];
        struct run run = {g->exercise, &g->exercise->checks[s->check],
                          s->flavour, g->seed, g->schedule};
        char *command = outcome_command(&run, "JUDGE", "WORKER");
        text_addf(&t, "# %s: %s%s\n%s\n", run.check->id, s->why,
                  s->last ? "; only if nothing has failed" : "", command);
        free(command);
    }
    return t.bytes;
}
