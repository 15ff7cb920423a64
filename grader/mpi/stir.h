/*
 * stir.h - writes that take a moment, for exercises with threads in ranks.
 *
 * A thread that adds to what others add to as well loses an update once in a
 * million times. Between its read and its write, which the compiler announces,
 * it sleeps a little here, so that others come between.
 */
#ifndef PARCOURS_MPI_STIR_H
#define PARCOURS_MPI_STIR_H

#include <stdbool.h>

extern volatile bool stir_on;

/* On: writes of threads other than the main one take a moment. For the main of
 * ranks (grader/worker/mpi). */
void parcours_stir(bool on);

/* Before a write of the program's own code. */
void stir(void);

#endif
