/*
 * simd loops become loops whose iterations the runtime can tell apart.
 *
 * A compiler that vectorises gives away nothing about lanes, and one that does
 * not leaves an ordinary loop. So the text is changed before it is compiled:
 * `omp simd' alone becomes a parallel loop that omp_lanes.h knows by its
 * number of threads. Lines stay where they are.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Is there anything to change in `text`, `length` bytes of C? */
bool simd_is_in(const char *text, size_t length);

/* Writes the changed text. */
void simd_rewrite(FILE *out, const char *text, size_t length);
