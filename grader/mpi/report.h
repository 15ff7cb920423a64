/*
 * report.h - the result in words, or as JSON.
 */
#ifndef PARCOURS_MPI_REPORT_H
#define PARCOURS_MPI_REPORT_H

#include "result.h"

/* `program` is the file whose debug information names the lines. */
void report_text(const struct result *result, const char *program);
/* False when the file cannot be written. */
bool report_json(const struct result *result, const char *program,
                 const char *file);

#endif
