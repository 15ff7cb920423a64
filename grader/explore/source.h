/* The text of source lines. */
#pragma once

#include "lines.h"

/*
 * The text of a line without its indentation, or
 * NULL if the file cannot be read. Stays valid until the process ends.
 */
const char *source_line(const struct line_place *place);

/* The last part of a path. */
const char *source_base_name(const char *path);
