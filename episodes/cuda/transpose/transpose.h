/*
 * transpose.h - the contract: turn a matrix over, at the price of a copy.
 */
#ifndef TRANSPOSE_H
#define TRANSPOSE_H

/*
 * Writes the transpose of `in` to `out`: out[j * rows + i] = in[i * cols + j].
 * Both lie in device memory, row after row, and do not overlap; `in` has
 * `rows` rows of `cols` numbers, `out` has `cols` rows of `rows` numbers. Each
 * of the two is between 0 and 1,000,000 and need not be a multiple of anything.
 * The work is started, and need not have ended when the function returns.
 *
 * On the way no more sectors are moved than a copy of the matrix would move,
 * and lanes of a warp never queue for a bank of shared memory.
 */
void transpose(const float *in, float *out, int rows, int cols);

#endif
