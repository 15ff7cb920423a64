/* check.c - make check: judge what the learner has written. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "../confine.h"
#include "../die.h"
#include "../export.h"
#include "../files.h"
#include "../grade.h"
#include "../machine.h"
#include "../options.h"
#include "../progress.h"
#include "../report.h"
#include "../verdict.h"
#include "commands.h"

/* Totals over the exercises of one check. */
struct total {
    int status;
    double points, max;
    unsigned count;
    json_t *results;
};

/* On a terminal only: overwritten by what follows. */
static void show_step(const char *step)
{
    if (text_on_screen(STDERR_FILENO))
        fprintf(stderr, "\r\033[K  ... %s", step);
}

static void hide_step(void)
{
    if (text_on_screen(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}

static void print_text(const struct result *result, const struct options *o)
{
    struct text t;
    text_init(&t);
    report_text(result, o->colour, o->explain, &t);
    fputs(t.bytes, stdout);
    text_clear(&t);
}

/* Kept for other tools: the last result of each exercise. */
static void save(const struct exercise *e, const json_t *json)
{
    char *folder = text_format("build/results/%s", e->episode);
    char *path = text_format("%s/%s.json", folder, e->name);
    char *dump = json_dumps(json, JSON_INDENT(2));
    files_make_folder(folder);
    if (dump == NULL)
        die("out of memory");
    files_write(path, dump, strlen(dump));
    free(dump);
    free(path);
    free(folder);
}

static void check_one(const struct exercise *e, const struct options *o,
                      const struct machine *machine, struct total *total)
{
    char *skeleton = exercise_skeleton(e);
    struct grading g = {
        .exercise = e,
        .submission = o->submission == NULL ? skeleton : o->submission,
        .tools = o->tool,
        .seed = o->seed,
        .at_once = machine->cores,
        .others = o->trust == TRUST_NOBODY,
        .progress = show_step,
    };
    struct result result;
    if (o->format == FORMAT_TEXT)
        printf("%s%s/%s%s - %s\n", o->colour ? "\033[1m" : "", e->episode,
               e->name, o->colour ? "\033[0m" : "", e->title);
    fflush(stdout);
    grade(&g, &result);
    hide_step();
    if (o->format == FORMAT_TEXT)
        print_text(&result, o);
    json_t *json = report_json(
        &result, o->submission == NULL ? "" : o->submission, o->seed, machine);
    save(e, json);
    json_array_append_new(total->results, json);
    progress_keep_schedule(&result, o->seed);
    if (o->submission == NULL)
        progress_note(&result);
    total->status = report_status(total->status, &result);
    total->points += result.points;
    total->max += result.max;
    total->count++;
    verdict_clear(&result);
    free(skeleton);
}

static void describe(const struct exercise *e, const struct options *o)
{
    char *skeleton = exercise_skeleton(e);
    struct grading g = {.exercise = e,
                        .submission =
                            o->submission == NULL ? skeleton : o->submission,
                        .tools = o->tool,
                        .seed = o->seed,
                        .others = o->trust == TRUST_NOBODY};
    char *plan = grade_describe(&g);
    printf("# %s/%s\n%s", e->episode, e->name, plan);
    free(plan);
    free(skeleton);
}

static double cpu_of(int who)
{
    struct rusage use;
    getrusage(who, &use);
    return (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
           1e-6 * (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec);
}

static json_t *total_json(const struct total *t)
{
    return json_pack("{si, ss, sf, sf, s{sf, sf}, sO}", "status", t->status,
                     "outcome", report_outcome(t->status), "points", t->points,
                     "max", t->max, "cpu_seconds", "grader",
                     cpu_of(RUSAGE_SELF), "tools", cpu_of(RUSAGE_CHILDREN),
                     "results", t->results);
}

static void print_json(const struct options *o, const struct total *t)
{
    json_t *json = total_json(t);
    struct text out;
    text_init(&out);
    if (o->format == FORMAT_EXPORT) {
        o->export->write(json, &out);
        fputs(out.bytes, stdout);
    } else {
        json_dumpf(json, stdout, JSON_INDENT(2));
        puts("");
    }
    text_clear(&out);
    json_decref(json);
}

static void print_end(const struct options *o, const struct total *t)
{
    FILE *to = o->format == FORMAT_TEXT ? stdout : stderr;
    if (o->format != FORMAT_TEXT)
        print_json(o, t);
    fprintf(to, "parcours: %s%s%s %s, %g of %g points (exit status %d)\n",
            o->episode, o->exercise == NULL ? "" : "/",
            o->exercise == NULL ? "" : o->exercise, report_outcome(t->status),
            t->points, t->max, t->status);
}

int command_check(const struct options *o)
{
    struct episode episode;
    struct machine machine;
    struct total total = {.results = json_array()};
    if (o->episode == NULL)
        die_status(STATUS_USAGE, "say which episode: make check EPISODE=races "
                                 "(make list shows all)");
    episode_load(o->episode, &episode);
    if (o->exercise != NULL)
        episode_find(&episode, o->exercise);
    else if (o->submission != NULL)
        die_status(STATUS_USAGE,
                   "one file can be judged for one exercise only: "
                   "add EXERCISE=...");
    if (!o->dry_run) {
        confine_check(o);
        machine_read(&machine);
    }
    for (size_t i = 0; i < episode.count; i++) {
        const struct exercise *e = &episode.exercises[i];
        if (o->exercise != NULL && strcmp(o->exercise, e->name) != 0)
            continue;
        if (o->dry_run)
            describe(e, o);
        else
            check_one(e, o, &machine, &total);
    }
    if (!o->dry_run)
        print_end(o, &total);
    json_decref(total.results);
    episode_clear(&episode);
    return total.status;
}
