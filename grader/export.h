/*
 * export.h - the result of a check in the formats of other systems.  Pure:
 * everything derives from the result file (report_json), nothing else.
 *
 * A check that could not be judged has no place in these formats. It is given
 * as worth no points, with the reason, so that it neither costs nor earns any;
 * only where the exercise failed already does a check that waits for the
 * repair count as not passed.
 */
#ifndef PARCOURS_EXPORT_H
#define PARCOURS_EXPORT_H

#include "text.h"

struct json_t;

/* One format: its name on the command line, and how it is written from
 * `check`, which is what FORMAT=json prints. */
struct export
{
    const char *name;
    void (*write)(const struct json_t *check, struct text *to);
};

/* The format of that name, NULL if there is none. */
const struct export *export_find(const char *name);

/* "gradescope, junit, ...", for messages. To be freed. */
char *export_names(void);

#endif
