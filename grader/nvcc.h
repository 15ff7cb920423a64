/*
 * nvcc.h - does NVIDIA's compiler take a .cu file too?  It need not be there,
 * and what it says is a note: the verdicts are the emulator's.
 */
#ifndef PARCOURS_NVCC_H
#define PARCOURS_NVCC_H

#include "exercise.h"

/* The compiler's path, or NULL. */
const char *nvcc_path(void);

/* A line about the file, to be freed: that it compiles, or the first error.
 * NULL if there is no nvcc here. */
char *nvcc_note(const struct exercise *exercise, const char *file);

#endif
