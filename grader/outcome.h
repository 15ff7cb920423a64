/*
 * outcome.h - run the judge of an exercise: which tests, against which
 * worker; what came of it, as raw records (judge/record.h).
 */
#ifndef PARCOURS_OUTCOME_H
#define PARCOURS_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "exercise.h"
#include "flavour.h"

struct artifacts;
struct json_t;

/* A schedule, and where it belongs. */
struct schedule_spec {
    const char *check;    /* id; NULL: any of kind explore */
    const char *scenario; /* "2.1"; NULL: whichever it fits */
    const char *schedule; /* "6:2/10" */
};

struct run {
    const struct exercise *exercise;
    const struct check_spec *check; /* its id is the tag of the tests */
    enum flavour flavour;           /* of the learner's worker */
    uint64_t seed;
    /* The one schedule to replay; NULL: search. */
    const struct schedule_spec *schedule;
};

struct outcome {
    struct json_t *records; /* an array */
    bool complete;          /* the judge came to its end */
    double seconds, cpu;
};

enum { OUTCOME_RUNS = 32 };

/* Runs the judge, n times (at most OUTCOME_RUNS), `at_once` side by side. A
 * judge that fails ends the grader: its suite is broken, or this machine cannot
 * run it. Measurements have the machine to themselves (turn.h): they are run
 * one at a time. */
void outcome_run(const struct run *runs, size_t n, unsigned at_once,
                 const struct artifacts *artifacts, struct outcome *outcomes);
void outcome_clear(struct outcome *outcome);

/* The command, for --dry-run. To be freed. */
char *outcome_command(const struct run *run, const char *judge,
                      const char *worker);

#endif
