/*
 * argument.h - arguments that MPI does not allow. Each check ends the run with
 * what is wrong; MPICH never sees such a call.
 */
#ifndef PARCOURS_MPI_ARGUMENT_H
#define PARCOURS_MPI_ARGUMENT_H

#include "comm.h"
#include "type.h"

void argument_count(const char *name, int64_t count);
/* Buffer, count and datatype together. */
void argument_data(const void *buffer, int64_t count, MPI_Datatype type);
/* ... of a receive, which may ask for more than comes. */
void argument_most(const void *buffer, int64_t count, MPI_Datatype type);
/* What is received may not have two elements at one place. */
void argument_room(int64_t count, MPI_Datatype type);
void argument_peer(const struct comm *comm, int peer, bool receives);
void argument_tag(int tag, bool receives);
void argument_root(const struct comm *comm, int root);
void argument_operator(MPI_Op operator, MPI_Datatype type);
void argument_pointer(const char *name, const void *pointer);
/* Two buffers of one call that must not share memory. */
void argument_apart(const void *a, int64_t na, MPI_Datatype ta, const void *b,
                    int64_t nb, MPI_Datatype tb);

#endif
