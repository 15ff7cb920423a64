/* steps.c - see steps.h */
#include <stdio.h>
#include <string.h>

#include "artifact.h"
#include "canary.h"
#include "outcome.h"
#include "places.h"
#include "plan.h"
#include "seen.h"
#include "steps.h"
#include "text.h"
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
    [FLAVOUR_TSAN_FAST] = ", optimised",
    [FLAVOUR_ARCHER_FAST] = ", optimised",
    [FLAVOUR_RANKS] = " under MPICH",
    [FLAVOUR_CUDA] = " under the emulator",
    [FLAVOUR_TALLY] = ", counted",
    [FLAVOUR_GPU] = " on the GPU"};

void steps_tell(const struct grading *g, const char *format, const char *a,
                const char *b)
{
    char line[80];
    if (g->progress == NULL)
        return;
    snprintf(line, sizeof line, format, a, b);
    g->progress(line);
}

bool steps_good_so_far(const struct evidence *e)
{
    struct result result;
    verdict_reach(e, &result);
    bool good = verdict_first(&result) == NULL;
    verdict_clear(&result);
    return good;
}

/* True if the worker of that flavour can say something that is believed. */
static bool is_trusted(const struct step *step, const struct artifacts *a,
                       struct evidence *e)
{
    enum flavour f = step->flavour;
    bool detector = f != FLAVOUR_PLAIN && f != FLAVOUR_VIRTUAL &&
                    f != FLAVOUR_MINI && f != FLAVOUR_ALONE;
    if ((f == FLAVOUR_HELGRIND && e->blind.line > 0) ||
        (f == FLAVOUR_MINI && a->no_mini != NULL))
        return false;
    if (detector)
        e->untrusted[f] = canary_distrust(flavour_tool(f));
    return e->untrusted[f] == NULL;
}

static void read_outcome(const struct grading *g, const struct step *step,
                         const struct artifacts *a, struct outcome *outcome,
                         struct evidence *e)
{
    const char *file = g->exercise->file, *worker = a->worker[step->flavour];
    struct facts *facts = &e->facts[step->check][step->flavour];
    facts_read(outcome->records, step->flavour, facts);
    facts->seconds = outcome->seconds;
    facts->cpu = outcome->cpu;
    places_name_findings(&facts->findings, worker);
    facts_settle(facts, file, e->source, strlen(e->source));
    places_name(facts, worker, file);
    if (g->others && facts->seen != NULL) {
        places_name_seen(facts->seen, worker, file);
        seen_join_braces(facts->seen, e->source, strlen(e->source));
    }
    outcome_clear(outcome);
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

/* "correct, race, explore ..." */
static void tell_steps(const struct grading *g, const struct run *runs,
                       size_t n)
{
    struct text t;
    text_init(&t);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || runs[i].check != runs[i - 1].check)
            text_addf(&t, "%s%s", i == 0 ? "" : ", ", runs[i].check->id);
    if (n == 1)
        steps_tell(g, "%s%s", runs[0].check->title, doing[runs[0].flavour]);
    else if (n > 1)
        steps_tell(g, "%s%s", t.bytes, " side by side");
    text_clear(&t);
}

/* Runs those of n steps that can say something, side by side. */
static void run_steps(const struct grading *g, const struct step *steps,
                      size_t n, const struct artifacts *a, struct evidence *e)
{
    const struct exercise *x = g->exercise;
    const struct step *of[PLAN_STEPS];
    struct run runs[PLAN_STEPS];
    struct outcome outcomes[PLAN_STEPS];
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (in_part(g, &steps[i]) && is_trusted(&steps[i], a, e)) {
            runs[count] = (struct run){x, &x->checks[steps[i].check],
                                       steps[i].flavour, g->seed, g->schedule};
            of[count++] = &steps[i];
        }
    tell_steps(g, runs, count);
    /* what libomp leaves in /dev/shm is swept when a worker has ended */
    outcome_run(runs, count, x->libomp ? 1 : g->at_once, a, outcomes);
    for (size_t i = 0; i < count; i++)
        read_outcome(g, of[i], a, &outcomes[i], e);
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
 * doubt is measured again. What is computed cannot be in doubt. */
static void measure(const struct grading *g, const struct step *step,
                    const struct artifacts *a, struct evidence *e)
{
    enum { TIMES = 3 };
    struct facts *facts = &e->facts[step->check][step->flavour];
    run_steps(g, step, 1, a, e);
    for (unsigned i = 1;
         i < TIMES && is_timed(g, step) && in_doubt(e, step->check); i++) {
        facts_clear(facts);
        run_steps(g, step, 1, a, e);
    }
}

/* How many steps from the i-th on wait for nothing, and so can be run side by
 * side; at least 1. */
static size_t together(const struct plan *plan, size_t i)
{
    size_t n = 1;
    while (!plan->steps[i].last && i + n < plan->count &&
           !plan->steps[i + n].last)
        n++;
    return n;
}

void steps_run(const struct grading *g, const struct plan *plan,
               const struct artifacts *a, struct evidence *e)
{
    for (size_t i = 0, n; i < plan->count; i += n) {
        const struct step *step = &plan->steps[i];
        n = together(plan, i);
        if (!step->last)
            run_steps(g, step, n, a, e);
        else if (in_part(g, step) && steps_good_so_far(e))
            measure(g, step, a, e);
    }
}
