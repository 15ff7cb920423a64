/*
 * barrier.h - the contract: multiply matrices, tile by tile.
 */
#ifndef BARRIER_H
#define BARRIER_H

/*
 * c = a b, where a is n x k, b is k x m and c is n x m: row i, column j of c
 * becomes the sum over l of a[i * k + l] * b[l * m + j]. All lie in device
 * memory, row after row, and do not overlap; whatever is in c before does not
 * count. n, m and k are between 1 and 20,000 and need not be multiples of
 * anything. The work is started, and need not have ended when the function
 * returns.
 *
 * Each number of a and b is loaded from global memory no more often than with
 * tiles of 16 x 16 numbers, which the threads of a block share.
 */
void multiply(const float *a, const float *b, float *c, int n, int m, int k);

#endif
