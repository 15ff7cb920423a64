/* replay.c - make replay: one schedule once more, the one that failed last. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../grade.h"
#include "../options.h"
#include "../outcome.h"
#include "../progress.h"
#include "../report.h"
#include "../verdict.h"
#include "ask.h"
#include "commands.h"

/* "6:2,9:1/10", in numbers that a schedule can have. */
static bool has_large_number(const char *schedule)
{
    const size_t digits = 9;
    for (; *schedule != '\0'; schedule += strcspn(schedule, "0123456789"))
        if (strspn(schedule, "0123456789") > digits)
            return true;
        else
            schedule += strspn(schedule, "0123456789");
    return false;
}

static void check_form(const char *schedule)
{
    if (has_large_number(schedule) ||
        strspn(schedule, "0123456789:,/") != strlen(schedule) ||
        strchr(schedule, '/') == NULL || strchr(schedule, '/')[1] == '\0')
        die_status(STATUS_USAGE,
                   "SCHEDULE is what a report prints, such as 6:2/10, not "
                   "\"%s\"",
                   schedule);
}

/* What is to be replayed: as asked for, or as kept. The kept one also says in
 * which scenario. */
static struct schedule_spec choose(const struct options *o,
                                   const struct progress_schedule *kept)
{
    if (o->schedule != NULL)
        check_form(o->schedule);
    else if (kept->schedule == NULL)
        die_status(STATUS_USAGE,
                   "no schedule of %s/%s has failed yet: make check EPISODE=%s "
                   "EXERCISE=%s",
                   o->episode, o->exercise, o->episode, o->exercise);
    if (kept->schedule == NULL ||
        (o->schedule != NULL && strcmp(o->schedule, kept->schedule) != 0))
        return (struct schedule_spec){.schedule = o->schedule};
    return (struct schedule_spec){kept->check, kept->scenario, kept->schedule};
}

/* The check that was replayed. */
static const struct check_result *replayed(const struct result *result,
                                           const struct schedule_spec *s)
{
    for (size_t i = 0; i < result->count; i++) {
        const struct check_result *r = &result->checks[i];
        if (r->spec->kind == CHECK_EXPLORE &&
            (s->check == NULL || strcmp(s->check, r->spec->id) == 0))
            return r;
    }
    die_status(STATUS_USAGE, "%s/%s has no check that explores schedules",
               result->exercise->episode, result->exercise->name);
}

static int report(const struct result *result, const struct schedule_spec *s,
                  const struct options *o)
{
    const struct check_result *r = result->build.cause == CAUSE_NONE
                                       ? replayed(result, s)
                                       : &result->build;
    if (strstr(r->message, "schedule does not fit") != NULL)
        die_status(STATUS_USAGE,
                   "schedule %s does not fit this program (any more): make "
                   "check finds the one that does",
                   s->schedule);
    struct text t;
    text_init(&t);
    report_check_text(result, r, o->colour, o->explain, &t);
    fputs(t.bytes, stdout);
    text_clear(&t);
    int status = r->verdict == VERDICT_PASS    ? STATUS_PASSED
                 : r->verdict <= VERDICT_ERROR ? STATUS_NOT_PASSED
                                               : STATUS_NOT_JUDGED;
    printf("parcours: schedule %s of %s/%s %s (exit status %d)\n", s->schedule,
           o->episode, o->exercise,
           status == STATUS_PASSED       ? "shows nothing wrong"
           : status == STATUS_NOT_PASSED ? "fails, as it will every time"
                                         : "could not be judged",
           status);
    return status;
}

int command_replay(const struct options *o)
{
    struct episode episode;
    struct result result;
    const struct exercise *e = ask_exercise(o, &episode);
    struct progress_schedule kept = progress_schedule(e);
    struct schedule_spec schedule = choose(o, &kept);
    char *skeleton = exercise_skeleton(e);
    struct grading g = {
        .exercise = e,
        .submission = o->submission == NULL ? skeleton : o->submission,
        .tools = o->tool,
        .seed = o->seeded || schedule.scenario == NULL ? o->seed : kept.seed,
        .schedule = &schedule,
    };
    grade(&g, &result);
    int status = report(&result, &schedule, o);
    verdict_clear(&result);
    free(kept.schedule);
    free(skeleton);
    episode_clear(&episode);
    return status;
}
