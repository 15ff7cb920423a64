/* grade.c - see grade.h */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "artifact.h"
#include "blind.h"
#include "canary.h"
#include "files.h"
#include "grade.h"
#include "outcome.h"
#include "places.h"
#include "plan.h"
#include "policy.h"
#include "text.h"
#include "verdict.h"

static const char *const doing[FLAVOURS] = {
    [FLAVOUR_PLAIN] = "", [FLAVOUR_TSAN] = " under ThreadSanitizer",
    [FLAVOUR_HELGRIND] = " under Helgrind"};

static void tell(const struct grading *g, const char *format, const char *a,
                 const char *b)
{
    char line[80];
    if (g->progress == NULL)
        return;
    snprintf(line, sizeof line, format, a, b);
    g->progress(line);
}

static struct order make_order(const struct grading *g, const struct plan *plan)
{
    struct order order = {
        .exercise = g->exercise,
        .submission = g->submission,
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
    struct run run = {x, &x->checks[step->check], step->flavour, g->seed};
    struct facts *facts = &e->facts[step->check][step->flavour];
    struct outcome outcome;
    bool detector = step->flavour != FLAVOUR_PLAIN;
    if (step->flavour == FLAVOUR_HELGRIND && e->blind.line > 0)
        return;
    if (detector)
        e->untrusted[step->flavour] = canary_distrust(step->flavour);
    if (e->untrusted[step->flavour] != NULL)
        return;
    tell(g, "%s%s", run.check->title, doing[step->flavour]);
    outcome_run(&run, a, &outcome);
    facts_read(outcome.records, step->flavour, facts);
    facts_settle(facts, files_name(g->submission), e->source,
                 strlen(e->source));
    places_name(facts, a->worker[step->flavour], files_name(g->submission));
    outcome_clear(&outcome);
}

static void judge(const struct grading *g, const struct plan *plan,
                  struct artifacts *a, struct policy *policy,
                  struct evidence *e)
{
    struct order order = make_order(g, plan);
    tell(g, "building %s%s", files_name(g->submission), "");
    artifact_build(&order, a);
    if (a->failed)
        return;
    *policy = policy_check(a->plain_text, a->tsan_text, a->symbols,
                           g->submission);
    if (policy->refused)
        return;
    e->blind = blind_find(e->source, strlen(e->source));
    for (size_t i = 0; i < plan->count; i++)
        if (!plan->steps[i].last || good_so_far(e))
            run_step(g, &plan->steps[i], a, e);
}

void grade(const struct grading *g, struct result *result)
{
    struct plan plan = plan_make(g->exercise, g->tools);
    struct artifacts artifacts = {0};
    struct policy policy = {0};
    struct text source;
    struct evidence *e = calloc(1, sizeof *e);
    text_init(&source);
    *e = (struct evidence){
        .exercise = g->exercise,
        .tools = plan.tools,
        .missing = files_read(g->submission, &source),
        .build = &artifacts,
        .policy = &policy,
        .source = source.bytes,
    };
    e->source = source.bytes;
    if (e->missing == NULL)
        judge(g, &plan, &artifacts, &policy, e);
    verdict_reach(e, result);
    for (size_t i = 0; i < g->exercise->nchecks; i++)
        for (int f = 0; f < FLAVOURS; f++)
            facts_clear(&e->facts[i][f]);
    artifact_clear(&artifacts);
    text_clear(&source);
    free(e);
}

char *grade_describe(const struct grading *g)
{
    struct plan plan = plan_make(g->exercise, g->tools);
    struct order order = make_order(g, &plan);
    struct text t;
    text_init(&t);
    text_addf(&t, "# build (each output in build/cache, named by content)\n");
    artifact_describe(&order, &t);
    for (size_t i = 0; i < plan.count; i++) {
        const struct step *s = &plan.steps[i];
        struct run run = {g->exercise, &g->exercise->checks[s->check],
                          s->flavour, g->seed};
        char *command = outcome_command(&run, "JUDGE", "WORKER");
        text_addf(&t, "# %s: %s%s\n%s\n", run.check->id, s->why,
                  s->last ? "; only if nothing has failed" : "", command);
        free(command);
    }
    return t.bytes;
}
