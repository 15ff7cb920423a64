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
#include "plan.h"
#include "policy.h"
#include "steps.h"
#include "text.h"
#include "turn.h"
#include "verdict.h"

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
    *policy = policy_read(source->bytes, source->length, g->exercise->cuda);
    if (policy->refused)
        return;
    char *copy = copy_source(g->exercise, source);
    struct order order = make_order(g, copy, plan);
    /* what builds only where it can be judged */
    static const enum flavour special[] = {FLAVOUR_ARCHER, FLAVOUR_ARCHER_FAST,
                                           FLAVOUR_RANKS, FLAVOUR_CUDA,
                                           FLAVOUR_TALLY};
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        enum flavour f = special[i];
        if (order.worker[f])
            e->untrusted[f] = canary_distrust(flavour_tool(f));
        order.worker[f] &= e->untrusted[f] == NULL;
    }
    steps_tell(g, "building %s%s", files_name(g->submission), "");
    int turn = turn_take(false);
    artifact_build(&order, a);
    turn_end(turn);
    if (a->looked_at) { /* what is refused may be why it does not link */
        policy_check_texts(policy, a->plain_text, a->tsan_text, copy,
                           g->exercise->forbids);
        policy_check_sections(policy, a->sections, g->exercise->cuda);
        if (!g->exercise->cuda)
            policy_check_symbols(policy, a->symbols, g->exercise->forbids);
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
    steps_run(g, plan, a, e);
    if (g->exercise->cuda && g->part != GRADE_TIMED && g->schedule == NULL &&
        (gpu_find()->there || gpu_find()->wanted) && steps_good_so_far(e)) {
        steps_tell(g, "%s%s", "the same on a GPU", "");
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
