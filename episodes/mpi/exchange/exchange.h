/*
 * exchange.h - the contract: neighbours swap blocks, four ways.
 *
 * In each function all ranks of `comm` give `count` doubles away and get as
 * many, and nobody changes what it gives.  All of them are right for any
 * number of ranks, odd ones and 1 among them, and for any count, 0 among them.
 *
 * No function may rely on a send that returns before its message is received:
 * MPI_Send is allowed to wait for the receiver, and does so for large blocks.
 */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include <mpi.h>

/*
 * Round the ring: rank r sends `mine` to rank r + 1 and gets in `theirs` what
 * rank r - 1 has sent; the last rank's right neighbour is rank 0.  Use
 * blocking MPI_Send and MPI_Recv, and have half of the ranks receive first.
 */
void ring_blocking(MPI_Comm comm, const double *mine, double *theirs,
                   int count);

/* The same with MPI_Sendrecv. */
void ring_sendrecv(MPI_Comm comm, const double *mine, double *theirs,
                   int count);

/* The same with MPI_Isend and MPI_Irecv. */
void ring_nonblocking(MPI_Comm comm, const double *mine, double *theirs,
                      int count);

/*
 * In pairs: ranks 0 and 1 swap, 2 and 3, and so on.  The last of an odd number
 * of ranks has no partner: its `theirs` becomes a copy of its `mine`.
 */
void swap_pairs(MPI_Comm comm, const double *mine, double *theirs, int count);

#endif
