/*
 * merge.h - a result in two halves: one without measurements, one of the
 * measurements only.  Pure.
 */
#ifndef PARCOURS_MERGE_H
#define PARCOURS_MERGE_H

#include <stdbool.h>

struct exercise;
struct json_t;
struct result;

/* True if all checks but measurements passed, and those were not run. */
bool merge_waits(const struct result *result);

/* The result file of both halves: `before`, as text, with the measurements of
 * `timed`. Takes over the reference to `timed`, returns a new one. A `before`
 * that cannot be read leaves `timed` as it is. */
struct json_t *merge_timed(const char *before, struct json_t *timed,
                           const struct exercise *exercise);

#endif
