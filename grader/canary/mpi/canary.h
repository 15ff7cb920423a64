/* canary.h - what must be found before silence about ranks is believed. */
#ifndef CANARY_H
#define CANARY_H

#include <mpi.h>

/* Each of two ranks waits for a message of the other before it sends one. */
int canary_deadlock(MPI_Comm comm);

#endif
