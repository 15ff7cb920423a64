/*
 * grade_parts.h - what grade.c leaves to a file of its own: a GPU.
 */
#ifndef PARCOURS_GRADE_PARTS_H
#define PARCOURS_GRADE_PARTS_H

#include "sanitizer.h"

struct evidence;
struct grading;

/* Builds the copy of a submission with nvcc, and runs its tests on the GPU; or
 * notes why there is none. */
void grade_on_gpu(const struct grading *g, const char *copy,
                  struct evidence *e);
void grade_forget_gpu(struct evidence *e);

/* Runs a program of suite and kernels (artifact.h: watched) with the tests of
 * these tags under all tools of compute-sanitizer; `file` is the learner's.
 * Where it is not installed the reports stay as they are. */
void grade_watch(const char *program, const char *tags, const char *file,
                 struct sanitizer_report report[]);

#endif
