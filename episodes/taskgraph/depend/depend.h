/*
 * depend.h - the contract: the Cholesky factorisation of a matrix in tiles,
 * with OpenMP tasks that say what they depend on.
 *
 * A symmetric matrix of n x n tiles, each of b x b numbers, row by row: number
 * (r, c) of tile (i, j) is a[((i * n + j) * b + r) * b + c].  Only the tiles
 * with j <= i are read and written; cholesky() replaces them by L, with
 * A = L * L^T.
 */
#ifndef DEPEND_H
#define DEPEND_H

#include <stdbool.h>
#include <stddef.h>

/* Where tile (i, j) begins. */
static inline double *tile(double *a, size_t n, size_t b, size_t i, size_t j)
{
    return a + (i * n + j) * b * b;
}

/* The four steps, given to you (tiles.c). Any number of threads may call them
 * at a time, for different tiles. Each reads all of its tiles and writes to
 * the last one. */
bool tile_factor(size_t b, double *d);                  /* d = its own factor;
                                        false: not positive definite */
void tile_solve(size_t b, const double *d, double *x);  /* x = x / d^T */
void tile_square(size_t b, const double *x, double *d); /* d -= x x^T */
void tile_product(size_t b, const double *x, const double *y,
                  double *z); /* z -= x y^T */

/*
 * Factorises the matrix on a team of `threads` threads (at least 1).  Every bit
 * of the result is that of the loops in serial.c: each tile gets its updates in
 * the same order.  n or b may be 0.  False if some tile_factor says so; then
 * the tiles hold anything.
 */
bool cholesky(double *a, size_t n, size_t b, unsigned threads);

#endif
