/*
 * tickets.h - the contract: a counter for all ranks, and bins that others fill.
 *
 * One-sided: the rank whose memory is read or changed makes no call for it.
 * There are no messages and no reductions here.
 */
#ifndef TICKETS_H
#define TICKETS_H

#include <mpi.h>
#include <stdint.h>

/*
 * `window` has one int64_t, on rank 0, at place 0.  Returns its value and makes
 * it one larger, so that no two calls on any ranks ever return the same.  A
 * rank calls it whenever it wants a ticket; what the others do meanwhile is not
 * known.  No epoch is open, before or after.  Something goes to rank 0 once,
 * and comes back once.
 */
int64_t next_ticket(MPI_Win window);

/*
 * All ranks of `comm` call tally.  There are `bins` bins for each of them: rank
 * r has those with numbers r * bins to (r + 1) * bins - 1, and gets in `own`
 * how many of the items of all ranks are of each of these numbers.  Every rank
 * has `count` items of its own, not all as many; each is a number of a bin.
 *
 * The window for it is made by MPI_Win_allocate, and freed.  A rank accesses
 * the memory of each other one at most once, whatever its count.
 */
void tally(MPI_Comm comm, const int *item, int count, int bins, int64_t *own);

#endif
