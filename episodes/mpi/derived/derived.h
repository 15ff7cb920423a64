/*
 * derived.h - the contract: data that do not lie one behind the other, sent
 * from where they lie.
 *
 * None of these functions touches the data itself: no loop that copies into a
 * buffer, no memcpy, no MPI_Pack.  Each describes to MPI where the data lie, by
 * a datatype, and frees the datatype when it is done.  What is not asked for is
 * not sent.  A send may wait for its receiver, as usual.
 */
#ifndef DERIVED_H
#define DERIVED_H

#include <mpi.h>

#include "particle.h"

/*
 * `grid` has `rows` rows of `cols` numbers, row behind row; cols is 3 or more,
 * and there is at least one row.  Columns 0 and cols - 1 are for copies of the
 * neighbours' columns: column 0 becomes column cols - 2 of the rank before, and
 * column cols - 1 becomes column 1 of the rank behind, all rows of it.  The
 * first rank keeps its column 0, and the last one its column cols - 1.  One
 * message each way between neighbours.
 */
void swap_edges(MPI_Comm comm, double *grid, int rows, int cols);

/*
 * Every rank gives its `count` particles to the rank behind it and gets as many
 * in `theirs` from the rank before it; the ranks form a ring.  count is the
 * same on all ranks.  Kind, place and id are sent, 29 bytes of each, in one
 * message; `cell` stays what it is on both sides.
 */
void pass_on(MPI_Comm comm, const struct particle *mine, int count,
             struct particle *theirs);

/*
 * Rank 0 has a matrix of `rows` rows and size * cols columns, where size is the
 * number of ranks; on the others `matrix` is NULL.  Rank r gets columns
 * r * cols to (r + 1) * cols - 1 as `own`: `rows` rows of `cols` numbers, one
 * behind the other.  One message to each rank; a collective will do.
 */
void deal_columns(MPI_Comm comm, const double *matrix, int rows, int cols,
                  double *own);

#endif
