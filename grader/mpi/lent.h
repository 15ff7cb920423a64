/*
 * lent.h - what a function under test was given, and when it has returned.
 *
 * A buffer of MPI's that begins in the function's input or result has to end
 * there, too: whoever counts bytes for items, or gives a name for a field,
 * reads or writes what belongs to others, and often nobody notices.
 */
#ifndef PARCOURS_MPI_LENT_H
#define PARCOURS_MPI_LENT_H

#include <stddef.h>
#include <stdint.h>

enum { LENT_MOST = 4 };

/* For the main of ranks (grader/worker/mpi): one more piece of memory for the
 * function that is called next; it has returned, and what it was given is
 * forgotten. */
void parcours_lend(const void *memory, size_t bytes);
void parcours_returned(void);

/* How many of the `length` bytes from `low` on it was given; `length` if they
 * are none of what it was given. */
int64_t lent_of(const void *low, int64_t length);

#endif
