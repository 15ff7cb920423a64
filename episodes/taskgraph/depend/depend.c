/*
 * depend.c - the Cholesky factorisation of a matrix in tiles.
 *
 * What you see makes a task of each step, and waits for all of them before the
 * next row begins: right, and most of the time only few threads have anything
 * to do.  Let each task say what it depends on instead, and wait only
 * once.  depend.h is the contract.
 */
#include <stdatomic.h>

#include "depend.h"

#define TILE(i, j) tile(a, n, b, (i), (j))

/* One thread creates all tasks; the others of the team run them. */
static void create(double *a, size_t n, size_t b, atomic_bool *good)
{
    for (size_t k = 0; k < n; k++) {
        /* TODO: depend(...) in place of every taskwait */
#pragma omp task shared(good)
        if (!tile_factor(b, TILE(k, k)))
            atomic_store(good, false);
#pragma omp taskwait
        for (size_t i = k + 1; i < n; i++) {
#pragma omp task
            tile_solve(b, TILE(k, k), TILE(i, k));
#pragma omp taskwait
        }
        for (size_t i = k + 1; i < n; i++) {
            for (size_t j = k + 1; j < i; j++) {
#pragma omp task
                tile_product(b, TILE(i, k), TILE(j, k), TILE(i, j));
            }
#pragma omp task
            tile_square(b, TILE(i, k), TILE(i, i));
#pragma omp taskwait
        }
    }
}

bool cholesky(double *a, size_t n, size_t b, unsigned threads)
{
    atomic_bool good = true;
#pragma omp parallel num_threads(threads)
#pragma omp single
    create(a, n, b, &good);
    return good;
}
