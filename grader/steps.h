/*
 * steps.h - run the steps of a plan: side by side what waits for nothing, one
 * after the other what is run only if nothing has failed.
 */
#ifndef PARCOURS_STEPS_H
#define PARCOURS_STEPS_H

#include <stdbool.h>
#include <stdint.h>

#include "exercise.h"

struct artifacts;
struct evidence;
struct plan;

/* Which checks are run: measurements by the clock want the machine for
 * themselves, so that a class is graded in two rounds. */
enum grade_part { GRADE_ALL, GRADE_UNTIMED, GRADE_TIMED };

struct grading {
    const struct exercise *exercise;
    const char *submission; /* path of the file to judge */
    enum tool tools;        /* 0: as the exercise says */
    uint64_t seed;
    enum grade_part part;
    unsigned at_once; /* steps side by side; 0: one at a time */
    bool others;      /* code of others: hints for whoever grades them, too */
    /* Only replay this schedule; NULL: judge. */
    const struct schedule_spec *schedule;
    /* Called before each step with a few words about it; may be NULL. */
    void (*progress)(const char *step);
};

/* Adds to the evidence what comes of them. */
void steps_run(const struct grading *grading, const struct plan *plan,
               const struct artifacts *artifacts, struct evidence *evidence);

/* True while nothing in what is known speaks against the submission. */
bool steps_good_so_far(const struct evidence *evidence);

/* Says what is being done now, in words with one or two %s, to whoever wants to
 * know. */
void steps_tell(const struct grading *grading, const char *format,
                const char *a, const char *b);

#endif
