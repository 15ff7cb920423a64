/*
 * What the text of a source file shows that its object does not.
 *
 * Inline assembly can touch shared data, and functions can be marked to stay
 * out of the instrumentation: the runtime would see neither.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct scan_result {
    const char *what; /* "inline assembly", or NULL if nothing was found */
    unsigned line;
};

/* Looks through `length` bytes of C. */
struct scan_result scan_source(const char *text, size_t length);

/* Does the text have a line that begins with #pragma omp? */
bool scan_has_openmp(const char *text, size_t length);
