/*
 * export_parts.h - what the formats of export.h share.
 */
#ifndef PARCOURS_EXPORT_PARTS_H
#define PARCOURS_EXPORT_PARTS_H

#include <jansson.h>
#include <stdbool.h>

#include "text.h"

void export_autolab(const json_t *check, struct text *to);
void export_github(const json_t *check, struct text *to);
void export_gradescope(const json_t *check, struct text *to);
void export_html(const json_t *check, struct text *to);
void export_junit(const json_t *check, struct text *to);
void export_prairielearn(const json_t *check, struct text *to);

/* How one check of one exercise came out, read from the result file. The
 * strings live as long as the file. */
enum export_kind {
    EXPORT_PASSED,
    EXPORT_FAILED,
    EXPORT_BROKEN,
    EXPORT_NEITHER
};

struct export_row {
    const char *episode, *exercise, *id, *title, *message, *evidence, *place;
    const char *cause;
    enum export_kind kind;
    double points, max;  /* max 0 where kind is EXPORT_NEITHER */
    const json_t *steps; /* of the schedule that failed; NULL: none */
    unsigned number; /* of the exercise and of the check within it, from 1; */
    unsigned part;   /* the build is 0 */
};

/* Calls `row` for every check, in order. A build that went well is no row. */
void export_rows(const json_t *check,
                 void (*row)(const struct export_row *, void *), void *data);

/* Points over all rows. */
struct export_sum {
    double points, max;
    unsigned rows, failed, broken, neither;
};
struct export_sum export_sum(const json_t *check);

/* Message and evidence of a row as plain text; to be freed. */
char *export_text(const struct export_row *row);

/* Those steps as HTML: a picture and a table. `id` is used once on a page. */
void export_steps(const json_t *steps, const char *id, struct text *to);

/* "" if the member is missing. */
const char *export_string(const json_t *object, const char *member);

/* Appends the JSON text, with a newline, and gives the reference back. */
void export_add_json(struct text *to, json_t *json, size_t flags);

#endif
