/*
 * buffer.h - memory that a call still works on.
 *
 * From the start of an operation to its completion its buffer is watched: a
 * send buffer must not be written (its checksum is compared, and so it is for
 * a receive buffer until MPICH gets it), and two buffers in flight must not
 * overlap unless both are only read. In a program compiled by the command,
 * every access of the learner's own code is seen as well (access.c).
 */
#ifndef PARCOURS_MPI_BUFFER_H
#define PARCOURS_MPI_BUFFER_H

#include "layer.h"
#include "type.h"

/* Watches the buffer for `owner` (any unique pointer). */
void buffer_watch(const void *owner, const void *buffer, int64_t count,
                  MPI_Datatype type, bool writes);
/* The checksum has to be the same still, then it is taken off the watch. */
void buffer_release(const void *owner);
/* A receive buffer goes to MPICH now: from here on it may change. */
void buffer_hand_over(const void *owner);
/* Reports when a call of this moment uses a watched buffer. */
void buffer_check(const void *buffer, int64_t count, MPI_Datatype type,
                  bool writes);
/* An access of the program's own code. */
void buffer_access(const void *address, int64_t size, bool writes, void *from);
extern volatile int buffer_watched; /* 0: nothing is, accesses are free */

#endif
