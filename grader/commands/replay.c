/*
 * replay.c - make replay: one schedule once more, the one that failed last;
 * judged in the sandbox, or under gdb.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../artifact.h"
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

/* An order of arrival: "w:0.1", or "b:" if there was nothing to choose. */
static bool is_order(const char *schedule)
{
    return (schedule[0] == 'w' || schedule[0] == 'b') && schedule[1] == ':' &&
           strspn(schedule + 2, "0123456789.") == strlen(schedule + 2);
}

static bool is_schedule(const char *schedule)
{
    const char *slash = strchr(schedule, '/');
    return strspn(schedule, "0123456789:,/") == strlen(schedule) &&
           slash != NULL && slash[1] != '\0';
}

static void check_form(const struct exercise *e, const char *schedule)
{
    bool good = e->mpi ? is_order(schedule) : is_schedule(schedule);
    if (!good || has_large_number(schedule))
        die_status(STATUS_USAGE,
                   "SCHEDULE is what a report prints, such as %s, not \"%s\"",
                   e->mpi ? "w:0.1" : "6:2/10", schedule);
}

/* What is to be replayed: as asked for, or as kept. The kept one also says in
 * which scenario. */
static struct schedule_spec choose(const struct options *o,
                                   const struct exercise *e,
                                   const struct progress_schedule *kept)
{
    if (o->schedule != NULL)
        check_form(e, o->schedule);
    else if (kept->schedule == NULL)
        die_status(STATUS_USAGE,
                   "no schedule of %s/%s has failed yet:\n"
                   "    make check EPISODE=%s EXERCISE=%s",
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
        if ((r->spec->kind == CHECK_EXPLORE || r->spec->kind == CHECK_RANKS ||
             r->spec->kind == CHECK_KERNELS) &&
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
                   "schedule %s does not fit this program (any more);\n"
                   "    make check finds one that does",
                   s->schedule);
    struct text t;
    text_init(&t);
    report_check_text(result, r, o->colour, o->explain, &t);
    fputs(t.bytes, stdout);
    text_clear(&t);
    int status = r->verdict == VERDICT_PASS    ? STATUS_PASSED
                 : r->verdict <= VERDICT_ERROR ? STATUS_NOT_PASSED
                                               : STATUS_NOT_JUDGED;
    printf("parcours: schedule %s %s (exit status %d)\n", s->schedule,
           status == STATUS_PASSED       ? "shows nothing wrong"
           : status == STATUS_NOT_PASSED ? "fails, as it will every time"
                                         : "could not be judged",
           status);
    return status;
}

/* --- under gdb ----------------------------------------------------------- */

static const char stop[] = "grader/debug/replay/stop.gdb";

/* The tag of the tests: that of the check that failed, or of the first one
 * that explores. */
static const char *tag_of(const struct exercise *e,
                          const struct schedule_spec *s)
{
    for (size_t i = 0; i < e->nchecks && s->check == NULL; i++)
        if (e->checks[i].kind == CHECK_EXPLORE)
            return e->checks[i].id;
    if (s->check == NULL)
        die_status(STATUS_USAGE, "%s/%s has no check that explores schedules",
                   e->episode, e->name);
    return s->check;
}

/* Without a terminal gdb says where it stops, and ends. */
static _Noreturn void start_gdb(const char *program, const char *tag,
                                const struct schedule_spec *s, uint64_t seed)
{
    bool talks = isatty(STDIN_FILENO);
    char *number = text_format("%" PRIu64, seed);
    const char *argv[16] = {"gdb", "-q"};
    size_t n = 2;
    if (!talks)
        argv[n++] = "-batch";
    argv[n++] = "-x";
    argv[n++] = stop;
    const char *const command[] = {"--args",    program, tag,
                                   s->schedule, number,  s->scenario};
    for (size_t i = 0; i < sizeof command / sizeof *command; i++)
        argv[n++] = command[i];
    argv[n] = NULL;
    if (talks)
        printf("Stopped at the step that goes wrong. up and down go through "
               "the calls of this\nthread; what the others have done, make "
               "replay without GDB=1 shows.\n");
    fflush(stdout);
    execvp("gdb", (char *const *)argv);
    die_errno("cannot start gdb (setup/install extra brings it)");
}

/* Everything in one program, as for make debug. */
static int replay_under_gdb(const struct exercise *e, const char *submission,
                            const struct schedule_spec *s, uint64_t seed)
{
    struct artifacts a;
    struct order order = {
        .exercise = e, .submission = submission, .replay = true};
    if (e->cuda || e->mpi)
        die_status(STATUS_USAGE, "%s are not gdb's: leave out GDB=1",
                   e->mpi ? "ranks" : "threads of kernels");
    const char *tag = tag_of(e, s);
    artifact_build(&order, &a);
    if (!a.failed)
        start_gdb(a.replay, tag, s, seed);
    printf("%s:%u: %s\nparcours: does not build (exit status %d)\n", e->file,
           a.line, a.message, STATUS_NOT_PASSED);
    artifact_clear(&a);
    return STATUS_NOT_PASSED;
}

int command_replay(const struct options *o)
{
    struct episode episode;
    struct result result;
    const struct exercise *e = ask_exercise(o, &episode);
    struct progress_schedule kept = progress_schedule(e);
    struct schedule_spec schedule = choose(o, e, &kept);
    char *skeleton = exercise_skeleton(e);
    struct grading g = {
        .exercise = e,
        .submission = o->submission == NULL ? skeleton : o->submission,
        .tools = o->tool,
        .seed = o->seeded || schedule.scenario == NULL ? o->seed : kept.seed,
        .schedule = &schedule,
    };
    int status;
    if (o->gdb) {
        status = replay_under_gdb(e, g.submission, &schedule, g.seed);
    } else {
        grade(&g, &result);
        status = report(&result, &schedule, o);
        verdict_clear(&result);
    }
    free(kept.schedule);
    free(skeleton);
    episode_clear(&episode);
    return status;
}
