/* Nothing waits for the last task, so its creator does it at once, when it may
 * begin: a task with depend that is not put off. */
#include <stdatomic.h>

#include "depend.h"

static void create(double *a, size_t n, size_t b, atomic_bool *good)
{
    for (size_t k = 0; k < n; k++) {
        double *d = tile(a, n, b, k, k);
#pragma omp task depend(inout : d[0]) if (k + 1 < n)
        if (*good && !tile_factor(b, d))
            *good = false;
        for (size_t i = k + 1; i < n; i++) {
            double *x = tile(a, n, b, i, k);
#pragma omp task depend(in : d[0]) depend(inout : x[0])
            if (*good)
                tile_solve(b, d, x);
        }
        for (size_t i = k + 1; i < n; i++) {
            double *x = tile(a, n, b, i, k), *own = tile(a, n, b, i, i);
            for (size_t j = k + 1; j < i; j++) {
                double *y = tile(a, n, b, j, k), *z = tile(a, n, b, i, j);
#pragma omp task depend(in : x[0], y[0]) depend(inout : z[0])
                if (*good)
                    tile_product(b, x, y, z);
            }
#pragma omp task depend(in : x[0]) depend(inout : own[0])
            if (*good)
                tile_square(b, x, own);
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
