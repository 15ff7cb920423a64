/*
 * halo.h - the contract: a grid in strips, with a border from the neighbours.
 *
 * A grid of numbers is cut into strips of rows, one for each rank, in the
 * order of the ranks.  In a step every inner number becomes the mean of its
 * four neighbours, all from the same old grid (Jacobi's method).
 */
#ifndef HALO_H
#define HALO_H

#include <mpi.h>

/* One row of the new grid from three of the old one, each of cols + 2 numbers.
 * Columns 0 and cols + 1 are fixed, and copied.  It is ours, and counts as
 * work: 4 us by the model for 1000 columns. */
void relax_row(const double *above, const double *row, const double *below,
               double *to, int cols);

/*
 * Makes `steps` steps.  `grid` is this rank's strip: rows + 2 rows of cols + 2
 * numbers, one row behind the other.  Rows 1 to rows are the rank's own, and
 * are replaced; there is at least one, and not every rank has as many. Row 0 is
 * a copy of the last own row of the rank before, as it is at the beginning,
 * and row rows + 1 of the first own row of the rank behind; on the first and on
 * the last rank these two are the edge of the grid, and stay as they are.
 *
 * All results are bit for bit those of one rank alone.  In each step a rank
 * sends each neighbour at most one message, and relaxes the rows that need
 * nothing from others while messages are under way.
 */
void jacobi(MPI_Comm comm, double *grid, int rows, int cols, int steps);

#endif
