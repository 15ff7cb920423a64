/* tiles.c - the steps of the factorisation, see depend.h */
#include <math.h>

#include "depend.h"

bool tile_factor(size_t b, double *d)
{
    for (size_t c = 0; c < b; c++) {
        double pivot = d[c * b + c];
        for (size_t k = 0; k < c; k++)
            pivot -= d[c * b + k] * d[c * b + k];
        if (!(pivot > 0))
            return false;
        d[c * b + c] = sqrt(pivot);
        for (size_t r = c + 1; r < b; r++) {
            double x = d[r * b + c];
            for (size_t k = 0; k < c; k++)
                x -= d[r * b + k] * d[c * b + k];
            d[r * b + c] = x / d[c * b + c];
        }
    }
    return true;
}

void tile_solve(size_t b, const double *d, double *x)
{
    for (size_t r = 0; r < b; r++)
        for (size_t c = 0; c < b; c++) {
            double v = x[r * b + c];
            for (size_t k = 0; k < c; k++)
                v -= x[r * b + k] * d[c * b + k];
            x[r * b + c] = v / d[c * b + c];
        }
}

void tile_product(size_t b, const double *x, const double *y, double *z)
{
    for (size_t r = 0; r < b; r++)
        for (size_t c = 0; c < b; c++) {
            double v = z[r * b + c];
            for (size_t k = 0; k < b; k++)
                v -= x[r * b + k] * y[c * b + k];
            z[r * b + c] = v;
        }
}

void tile_square(size_t b, const double *x, double *d)
{
    tile_product(b, x, x, d);
}
