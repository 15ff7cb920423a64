/*
 * timing.h - calls on a machine that is computed, not measured; between
 * judge.c and timing.c.
 */
#ifndef PARCOURS_TIMING_H
#define PARCOURS_TIMING_H

/* Runs an operation in virtual time, in the worker that calls go to now; the
 * results are in OUT afterwards. `args` lie in IN. */
void timing_call(unsigned op, const void *args);

#endif
