/*
 * serial.c - the same contract without threads: the code that speed-up is
 * measured against. It may be read, and it is not to be edited.
 */
#include "depend.h"

#define TILE(i, j) tile(a, n, b, (i), (j))

bool cholesky(double *a, size_t n, size_t b, unsigned threads)
{
    (void)threads;
    for (size_t k = 0; k < n; k++) {
        if (!tile_factor(b, TILE(k, k)))
            return false;
        for (size_t i = k + 1; i < n; i++)
            tile_solve(b, TILE(k, k), TILE(i, k));
        for (size_t i = k + 1; i < n; i++) {
            for (size_t j = k + 1; j < i; j++)
                tile_product(b, TILE(i, k), TILE(j, k), TILE(i, j));
            tile_square(b, TILE(i, k), TILE(i, i));
        }
    }
    return true;
}
