/*
 * emulator.h - a worker that is the emulator of grader/cuda: what it says in
 * its log. Between judge.c and cuda.c; suites use cuda.h.
 */
#ifndef PARCOURS_JUDGE_EMULATOR_H
#define PARCOURS_JUDGE_EMULATOR_H

#include <stdbool.h>

struct subject;

/* A new test begins. */
void emulator_reset(void);

/* Before a call: how it is to behave. */
void emulator_prepare(void);

/* After a call, or after trouble, when the worker has `ended`: ends the test if
 * there is a finding. */
void emulator_look(struct subject *s, bool ended);

/* A test that nothing was found in: puts on record that it was run. */
void emulator_clean(void);

#endif
