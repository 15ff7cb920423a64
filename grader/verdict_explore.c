/* verdict_explore.c - what the explored scenarios come to. */
#include <stdlib.h>
#include <string.h>

#include "policy.h"
#include "text.h"
#include "verdict_parts.h"

enum { WIDTH = 72 }; /* of the table: a report indents it */

/* The scenario that made the test fail, NULL if none did. A test ends with the
 * first that goes wrong. */
static const struct explored *failed_scenario(const struct facts *facts,
                                              const struct failure *f)
{
    for (size_t i = 0; i < facts->nexplored; i++)
        if (facts->explored[i].shown != NULL &&
            strcmp(facts->explored[i].title, f->title) == 0)
            return &facts->explored[i];
    return NULL;
}

/* The sentences about the learner's own threads and lines. Most are broken to
 * lines already; one with a long name in it is not. */
static void add_sentences(const struct interleaving *i, struct text *to)
{
    for (const char *at = i->text; *at != '\0';) {
        size_t length = strcspn(at, "\n");
        char *line = text_format("%.*s", (int)length, at);
        if (strstr(line, "play.c") == NULL)
            text_wrap(to, line, 0, WIDTH);
        free(line);
        at += length + (at[length] == '\n');
    }
}

static void show_schedule(const struct evidence *e, const struct explored *x,
                          struct check_result *r)
{
    const struct interleaving *i = x->shown;
    struct text detail;
    text_init(&detail);
    char *scene = text_format("while exploring: %s", x->what);
    text_wrap(&detail, scene, 0, WIDTH);
    free(scene);
    if (r->cause != CAUSE_WRONG)
        add_sentences(i, &detail);
    text_addf(&detail, "\n");
    interleaving_table(i, e->exercise->file, WIDTH, &detail);
    text_addf(&detail, "\nschedule %s: %u preemption%s%s\n", i->schedule,
              i->preemptions, i->preemptions == 1 ? "" : "s",
              i->fewest ? ", the fewest that show it" : "");
    verdict_show(r, &detail);
    free(r->schedule);
    free(r->scenario);
    r->schedule = text_copy(i->schedule);
    r->scenario = text_copy(x->scenario);
    r->steps = interleaving_json(i, e->exercise->file);
    if (r->cause != CAUSE_WRONG) /* where a run ends is not where it erred */
        r->line = interleaving_line(i, e->exercise->file);
    verdict_explain(r, "seen in %lu of %lu schedules of this scenario",
                    i->count, x->schedules);
}

static void report_failure(const struct evidence *e, const struct facts *facts,
                           const struct failure *f, struct check_result *r)
{
    const struct explored *x = failed_scenario(facts, f);
    if (x == NULL) {
        verdict_fail_test(e, f, r);
        return;
    }
    verdict_fail(r, f->cause);
    if (f->cause == CAUSE_WRONG)
        verdict_say(r, "%s.", f->message);
    else
        verdict_say(r, "%s in one of the orders in which the threads can run.",
                    x->shown->title);
    show_schedule(e, x, r);
}

/* A replay tries the schedule in scenarios that it does not fit. */
static bool fits_one(const struct facts *facts)
{
    for (size_t i = 0; i < facts->nexplored; i++)
        if (facts->explored[i].schedules == 1 &&
            facts->explored[i].not_judged[0] == '\0')
            return true;
    return false;
}

/* Why silence proves nothing; NULL: it does. */
static const char *why_not_believed(const struct evidence *e,
                                    const struct facts *facts)
{
    if (e->untrusted[FLAVOUR_EXPLORE] != NULL)
        return e->untrusted[FLAVOUR_EXPLORE];
    for (size_t i = 0; i < facts->nexplored && !fits_one(facts); i++)
        if (facts->explored[i].not_judged[0] != '\0')
            return facts->explored[i].not_judged;
    if (facts->nexplored == 0)
        return "no scenario was explored";
    return NULL;
}

static void conclude(const struct evidence *e, const struct facts *facts,
                     struct check_result *r)
{
    const char *doubt = why_not_believed(e, facts);
    unsigned long schedules = 0;
    for (size_t i = 0; i < facts->nexplored; i++)
        schedules += facts->explored[i].schedules;
    verdict_explain(r, "nothing found in %lu schedules of %zu scenario%s",
                    schedules, facts->nexplored,
                    facts->nexplored == 1 ? "" : "s");
    if (e->policy->asm_line > 0) {
        r->line = e->policy->asm_line;
        doubt = "assembler hides from it what a thread does; use "
                "<stdatomic.h> instead";
    }
    if (doubt == NULL)
        return;
    r->verdict = VERDICT_SKIPPED;
    verdict_say(r, "not explored because %s.", doubt);
}

void verdict_explore(const struct evidence *e, size_t i, struct check_result *r)
{
    const struct facts *facts = &e->facts[i][FLAVOUR_EXPLORE];
    const struct failure *f = verdict_worst(facts);
    if (f != NULL)
        report_failure(e, facts, f, r);
    else
        conclude(e, facts, r);
}
