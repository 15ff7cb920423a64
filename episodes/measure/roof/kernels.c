/* kernels.c - see kernels.h */
#include <stdalign.h>

#include "kernels.h"
#include "meter.h"

enum { N = 1 << 16, STRIDE = 8, ROWS = N / 512, COLUMNS = 512, DEGREE = 16 };
enum { SIDE = 32 };

static alignas(METER_LINE) double x[N], y[N];
static alignas(METER_LINE) double a[SIDE][SIDE], b[SIDE][SIDE], c[SIDE][SIDE];

static size_t axpy(struct meter *m)
{
    const double factor = 3;
    for (size_t i = 0; i < N; i++)
        put(m, &y[i], add(m, mul(m, factor, get(m, &x[i])), get(m, &y[i])));
    return N;
}

static size_t dot(struct meter *m)
{
    double sum = 0;
    for (size_t i = 0; i < N; i++)
        sum = add(m, sum, mul(m, get(m, &x[i]), get(m, &y[i])));
    return N;
}

static size_t column(struct meter *m)
{
    double sum = 0;
    for (size_t i = 0; i < N; i += STRIDE)
        sum = add(m, sum, get(m, &x[i]));
    return N / STRIDE;
}

static size_t stencil(struct meter *m)
{
    for (size_t i = COLUMNS; i < N - COLUMNS; i += COLUMNS)
        for (size_t k = i + 1; k < i + COLUMNS - 1; k++) {
            double sum = add(m, get(m, &x[k]), get(m, &x[k - COLUMNS]));
            sum = add(m, sum, get(m, &x[k + COLUMNS]));
            sum = add(m, sum, get(m, &x[k - 1]));
            sum = add(m, sum, get(m, &x[k + 1]));
            put(m, &y[k], mul(m, 0.2, sum));
        }
    return (size_t)(ROWS - 2) * (COLUMNS - 2);
}

/* The coefficients stay in the registers. */
static size_t horner(struct meter *m)
{
    for (size_t i = 0; i < N; i++) {
        double at = get(m, &x[i]), value = 1;
        for (unsigned k = 0; k < DEGREE; k++)
            value = add(m, k, mul(m, at, value));
        put(m, &y[i], value);
    }
    return N;
}

static size_t product(struct meter *m)
{
    for (size_t i = 0; i < SIDE; i++)
        for (size_t j = 0; j < SIDE; j++) {
            double sum = get(m, &c[i][j]);
            for (size_t k = 0; k < SIDE; k++)
                sum = add(m, sum, mul(m, get(m, &a[i][k]), get(m, &b[k][j])));
            put(m, &c[i][j], sum);
        }
    return SIDE * SIDE;
}

size_t kernel_run(enum kernel kernel, struct meter *m)
{
    static size_t (*const kernels[KERNELS])(struct meter *) = {
        [AXPY] = axpy,       [DOT] = dot,       [COLUMN] = column,
        [STENCIL] = stencil, [HORNER] = horner, [PRODUCT] = product};
    *m = (struct meter){0};
    size_t elements = kernels[kernel](m);
    meter_flush(m);
    return elements;
}
