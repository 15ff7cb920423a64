/* What tasks depend on is a table beside the matrix. */
#include <stdatomic.h>
#include <stdlib.h>

#include "depend.h"

static void create(double *a, size_t n, size_t b, atomic_bool *good, char *f)
{
    (void)f;
    for (size_t k = 0; k < n; k++) {
        double *d = tile(a, n, b, k, k);
#pragma omp task depend(inout : f[k * n + k])
        if (*good && !tile_factor(b, d))
            *good = false;
        for (size_t i = k + 1; i < n; i++) {
            double *x = tile(a, n, b, i, k);
#pragma omp task depend(in : f[k * n + k]) depend(inout : f[i * n + k])
            if (*good)
                tile_solve(b, d, x);
        }
        for (size_t i = k + 1; i < n; i++) {
            double *x = tile(a, n, b, i, k), *own = tile(a, n, b, i, i);
            for (size_t j = k + 1; j < i; j++) {
                double *y = tile(a, n, b, j, k), *z = tile(a, n, b, i, j);
#pragma omp task depend(in                                         \
                        : f[i * n + k], f[j * n + k]) depend(inout \
                                                             : f[i * n + j])
                if (*good)
                    tile_product(b, x, y, z);
            }
#pragma omp task depend(in : f[i * n + k]) depend(inout : f[i * n + i])
            if (*good)
                tile_square(b, x, own);
        }
    }
}

bool cholesky(double *a, size_t n, size_t b, unsigned threads)
{
    atomic_bool good = true;
    char *f = malloc(n * n + 1);
    if (f == NULL)
        abort();
#pragma omp parallel num_threads(threads)
#pragma omp single
    create(a, n, b, &good, f);
    free(f);
    return good;
}
