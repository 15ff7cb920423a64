/*
 * hands.h - memory that the program's own code is to leave alone, because MPI
 * is to move what lies there: for exercises about derived datatypes.
 */
#ifndef PARCOURS_MPI_HANDS_H
#define PARCOURS_MPI_HANDS_H

#include <stddef.h>
#include <stdint.h>

enum { HANDS_MOST = 8 };

/* One more such piece of memory; `bytes` 0: none any more. For the main of
 * ranks (grader/worker/mpi). */
void parcours_hands_off(const void *memory, size_t bytes);

extern volatile int hands_count;

/* An access of the program's own code, perhaps to such memory. */
void hands_access(const void *address, int64_t size, void *from);

#endif
