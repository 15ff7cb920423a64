/*
 * grade_parts.h - what grade.c leaves to a file of its own: a GPU.
 */
#ifndef PARCOURS_GRADE_PARTS_H
#define PARCOURS_GRADE_PARTS_H

struct evidence;
struct grading;

/* Builds the copy of a submission with nvcc, and runs its tests on the GPU, if
 * there is one or it was asked for by name. */
void grade_on_gpu(const struct grading *g, const char *copy,
                  struct evidence *e);
void grade_forget_gpu(struct evidence *e);

#endif
