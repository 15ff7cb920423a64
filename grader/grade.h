/*
 * grade.h - judge one submission to one exercise: all stages in a row.
 */
#ifndef PARCOURS_GRADE_H
#define PARCOURS_GRADE_H

#include "steps.h"

struct result;

/* The result is to be freed with verdict_clear. */
void grade(const struct grading *grading, struct result *result);

/* What grade would do, as text, for --dry-run. To be freed. */
char *grade_describe(const struct grading *grading);

#endif
