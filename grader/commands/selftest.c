/*
 * selftest.c - make selftest: does every exercise tell good from bad?
 *
 * The skeleton and the serial baseline must not pass, the solution must, and
 * every specimen must get the verdict in its name:
 * lost-update--race.c.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../die.h"
#include "../files.h"
#include "../grade.h"
#include "../options.h"
#include "../verdict.h"
#include "commands.h"

/* What is expected of a file, beside the words of cause.h. */
static const char *const pass = "pass", *const not_pass = "not-pass";

struct tally {
    unsigned good, bad, unjudged;
};

static bool as_expected(const struct result *r, const char *label)
{
    if (strcmp(label, pass) == 0)
        return r->verdict == VERDICT_PASS;
    if (r->verdict != VERDICT_FAIL && r->verdict != VERDICT_ERROR)
        return false;
    if (strcmp(label, not_pass) == 0)
        return true;
    return r->cause == cause_parse(label);
}

static const char *outcome(const struct result *r)
{
    return r->verdict == VERDICT_PASS    ? pass
           : r->verdict <= VERDICT_ERROR ? cause_word(r->cause)
                                         : "not judged";
}

/* The smallest and largest speed-ups seen, for the author. */
static void note_speed(const struct result *r, double *least, double *most)
{
    for (size_t i = 0; i < r->count; i++) {
        double s = r->checks[i].speedup;
        if (s <= 0)
            continue;
        *least = *least == 0 || s < *least ? s : *least;
        *most = s > *most ? s : *most;
    }
}

static void print_row(const struct exercise *e, const char *name,
                      const char *label, unsigned good, unsigned unjudged,
                      const struct options *o, const char *seen, double least,
                      double most)
{
    char speed[32] = "";
    if (most > 0)
        snprintf(speed, sizeof speed, "%.2f-%.2f x", least, most);
    printf("%-6s %-9s %-32s %-10s %3u/%-3u %s%s%s\n",
           good == o->repeat              ? "ok"
           : good + unjudged == o->repeat ? "--"
                                          : "NOT OK",
           e->name, name, label, good, o->repeat, speed,
           seen[0] != '\0' ? " got: " : "", seen);
    fflush(stdout);
}

static void try_file(const struct exercise *e, const struct options *o,
                     const char *path, const char *name, const char *label,
                     struct tally *tally)
{
    unsigned good = 0, unjudged = 0;
    double least = 0, most = 0;
    char seen[32] = "";
    for (unsigned i = 0; i < o->repeat; i++) {
        struct grading g = {.exercise = e,
                            .submission = path,
                            .tools = o->tool,
                            .seed = o->seed + i};
        struct result r;
        grade(&g, &r);
        bool fine = as_expected(&r, label);
        bool neither = !fine && r.verdict > VERDICT_ERROR;
        good += fine;
        unjudged += neither;
        if (!fine)
            snprintf(seen, sizeof seen, "%s", outcome(&r));
        note_speed(&r, &least, &most);
        verdict_clear(&r);
    }
    tally->good += good;
    tally->unjudged += unjudged;
    tally->bad += o->repeat - good - unjudged;
    print_row(e, name, label, good, unjudged, o, seen, least, most);
}

/* "tests/.../lost-update--race.c": the label is after the last "--". */
static void try_specimen(const struct exercise *e, const struct options *o,
                         const char *path, struct tally *tally)
{
    char *name = text_copy(files_name(path));
    char *label = NULL;
    for (char *at = name; (at = strstr(at, "--")) != NULL; at += 2)
        label = at;
    name[strcspn(name, ".")] = '\0';
    if (label == NULL ||
        (strcmp(label + 2, pass) != 0 && cause_parse(label + 2) == CAUSE_COUNT))
        die("%s: the name must end in --pass.c or in a cause such as --race.c",
            path);
    *label = '\0';
    try_file(e, o, path, name, label + 2, tally);
    free(name);
}

static bool has_speed(const struct exercise *e)
{
    for (size_t i = 0; i < e->nchecks; i++)
        if (e->checks[i].kind == CHECK_SPEED)
            return true;
    return false;
}

static void try_exercise(const struct exercise *e, const struct options *o,
                         struct tally *tally)
{
    char *skeleton = exercise_skeleton(e);
    char *serial = text_format("%s/serial.c", e->folder);
    char *pattern =
        text_format("tests/specimens/%s/%s/*.c", e->episode, e->name);
    glob_t found;
    if (o->submission == NULL) {
        try_file(e, o, skeleton, "(skeleton)", not_pass, tally);
        try_file(e, o, e->solution, "(solution)", pass, tally);
        if (has_speed(e))
            try_file(e, o, serial, "(serial)", not_pass, tally);
        if (glob(pattern, 0, NULL, &found) == 0)
            for (size_t i = 0; i < found.gl_pathc; i++)
                try_specimen(e, o, found.gl_pathv[i], tally);
        globfree(&found);
    } else {
        try_specimen(e, o, o->submission, tally);
    }
    free(pattern);
    free(serial);
    free(skeleton);
}

int command_selftest(const struct options *o)
{
    struct tally tally = {0};
    char **names = episode_names();
    for (char **name = names; *name != NULL; name++) {
        struct episode episode;
        if (o->episode != NULL && strcmp(o->episode, *name) != 0)
            continue;
        episode_load(*name, &episode);
        for (size_t i = 0; i < episode.count; i++)
            if (o->exercise == NULL ||
                strcmp(o->exercise, episode.exercises[i].name) == 0)
                try_exercise(&episode.exercises[i], o, &tally);
        episode_clear(&episode);
    }
    episode_names_free(names);
    /* a detector that did not run must not look like a course that works */
    unsigned all = tally.good + tally.bad + tally.unjudged;
    bool enough = tally.good > 0 && 20 * tally.unjudged <= all;
    int status = tally.bad > 0 ? STATUS_NOT_PASSED
                 : enough      ? STATUS_PASSED
                               : STATUS_NOT_JUDGED;
    printf("%u passed, %u failed, %u skipped\n", tally.good, tally.bad,
           tally.unjudged);
    return status;
}
