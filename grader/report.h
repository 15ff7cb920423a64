/*
 * report.h - a result for people and for programs. Pure: text in memory.
 */
#ifndef PARCOURS_REPORT_H
#define PARCOURS_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "text.h"

struct result;
struct machine;

/* A result on at most 80 columns. */
void report_text(const struct result *result, bool colour, bool explain,
                 struct text *to);

/* One check of it alone. */
struct check_result;
void report_check_text(const struct result *result,
                       const struct check_result *check, bool colour,
                       bool explain, struct text *to);

/* The result file, from which everything else derives. `submission` says
 * whose it is ("" for the learner at the keyboard), `seed` can be given again
 * to repeat the check. */
struct json_t;
struct json_t *report_json(const struct result *result, const char *submission,
                           uint64_t seed, const struct machine *machine);

/* Exit status that one or several verdicts come to; start with 0. */
int report_status(int so_far, const struct result *result);

/* The words for an exit status: "passed", "not passed", "not judged". */
const char *report_outcome(int status);

#endif
