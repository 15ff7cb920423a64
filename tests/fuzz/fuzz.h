/*
 * fuzz.h - what the fuzz targets share.  Each target is a file with
 * LLVMFuzzerTestOneInput, linked with the parsers of the grader and, in place
 * of die.c, with fuzz.c: what would end the grader ends the one input.
 *
 * A target's corpus is in corpus/NAME; tests/fuzz/run runs them all.
 */
#ifndef PARCOURS_FUZZ_H
#define PARCOURS_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Calls `run`; comes back also when that dies, true if it did not. What was
 * allocated by then is lost, so such a target does not look for leaks. */
int fuzz_survives(void (*run)(void *data), void *data);

/* The input as a file, in a folder of this process that is the current one;
 * the same name each time. */
const char *fuzz_file(const char *name, const uint8_t *data, size_t size);

/* The input as a string of its own, to be freed. */
char *fuzz_string(const uint8_t *data, size_t size);

#endif
