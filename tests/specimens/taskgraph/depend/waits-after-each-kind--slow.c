/* Waits for all tasks after each kind of step. */
#include <stdatomic.h>

#include "depend.h"

static void create(double *a, size_t n, size_t b, atomic_bool *good)
{
    for (size_t k = 0; k < n; k++) {
        double *d = tile(a, n, b, k, k);
#pragma omp task
        if (*good && !tile_factor(b, d))
            *good = false;
#pragma omp taskwait
        for (size_t i = k + 1; i < n; i++) {
            double *x = tile(a, n, b, i, k);
#pragma omp task
            if (*good)
                tile_solve(b, d, x);
        }
#pragma omp taskwait
        for (size_t i = k + 1; i < n; i++) {
            double *x = tile(a, n, b, i, k), *own = tile(a, n, b, i, i);
            for (size_t j = k + 1; j < i; j++) {
                double *y = tile(a, n, b, j, k), *z = tile(a, n, b, i, j);
#pragma omp task
                if (*good)
                    tile_product(b, x, y, z);
            }
#pragma omp task
            if (*good)
                tile_square(b, x, own);
        }
#pragma omp taskwait
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
