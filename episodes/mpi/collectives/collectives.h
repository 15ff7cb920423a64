/*
 * collectives.h - the contract: five collectives from sends and receives.
 *
 * All ranks of `comm` call the same function with the same count and the same
 * root. Only MPI_Send, MPI_Recv, MPI_Sendrecv and their non-blocking kin are
 * for this exercise, and no collective of MPI's. Every function is right for
 * any number of ranks, 1 and odd ones among them, and for any count, 0 among
 * them. Inputs are not changed.
 *
 * P is the number of ranks; a round is one message after another on the
 * longest path. On many ranks no function may take more rounds or messages
 * than its comment says.
 */
#ifndef COLLECTIVES_H
#define COLLECTIVES_H

#include <mpi.h>
#include <stdint.h>

/* What is collected: an item is two numbers, so that a count of n are 2 n of
 * MPI_UINT64_T. What they mean is the operator's business. */
struct item {
    uint64_t a, b;
};

/*
 * right[i] = left[i] op right[i], for all i < count.  The operator may be
 * associative only: (x op y) op z is x op (y op z), but x op y need not be
 * y op x.  So results are in the order of the ranks.
 */
typedef void combine(const struct item *left, struct item *right, int count);

/* `items` of the root becomes that of all. ceil(log2 P) rounds, P - 1
 * messages: a binomial tree. */
void my_bcast(MPI_Comm comm, struct item *items, int count, int root);

/* On the root, `result` = mine of rank 0 op mine of rank 1 op ...; that of
 * other ranks is scratch, there is room for count items on each.
 * ceil(log2 P) + 1 rounds, P messages. */
void my_reduce(MPI_Comm comm, const struct item *mine, struct item *result,
               int count, combine *op, int root);

/* The same on every rank. ceil(log2 P) rounds if P is a power of two, two more
 * if it is not: recursive doubling. */
void my_allreduce(MPI_Comm comm, const struct item *mine, struct item *result,
                  int count, combine *op);

/* On rank r, `result` = mine of rank 0 op ... op mine of rank r.
 * ceil(log2 P) rounds. */
void my_scan(MPI_Comm comm, const struct item *mine, struct item *result,
             int count, combine *op);

/* Rank r has in `mine` give[0] items for rank 0, then give[1] for rank 1 and
 * so on, and finds in `theirs` take[0] items of rank 0, then take[1] of rank
 * 1 ... Both have one entry for each rank. P rounds, P messages of each rank.
 */
void my_alltoallv(MPI_Comm comm, const struct item *mine, const int *give,
                  struct item *theirs, const int *take);

#endif
