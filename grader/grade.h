/*
 * grade.h - judge one submission to one exercise: all stages in a row.
 */
#ifndef PARCOURS_GRADE_H
#define PARCOURS_GRADE_H

#include <stdbool.h>
#include <stdint.h>

#include "exercise.h"

struct result;

/* Which checks are run: measurements by the clock want the machine for
 * themselves, so that a class is graded in two rounds. */
enum grade_part { GRADE_ALL, GRADE_UNTIMED, GRADE_TIMED };

struct grading {
    const struct exercise *exercise;
    const char *submission; /* path of the file to judge */
    enum tool tools;        /* 0: as the exercise says */
    uint64_t seed;
    enum grade_part part;
    bool others; /* code of others: hints for whoever grades them, too */
    /* Only replay this schedule; NULL: judge. */
    const struct schedule_spec *schedule;
    /* Called before each step with a few words about it; may be NULL. */
    void (*progress)(const char *step);
};

/* The result is to be freed with verdict_clear. */
void grade(const struct grading *grading, struct result *result);

/* What grade would do, as text, for --dry-run. To be freed. */
char *grade_describe(const struct grading *grading);

#endif
