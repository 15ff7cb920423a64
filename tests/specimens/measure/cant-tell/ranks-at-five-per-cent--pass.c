/* Signed ranks, at the level of 5 per cent that the tables have. */
#include <math.h>
#include <stdlib.h>

#include "compare.h"

static int by_size(const void *a, const void *b)
{
    double x = fabs(*(const double *)a), y = fabs(*(const double *)b);
    return (x > y) - (x < y);
}

/* Wilcoxon's signed ranks, two-sided, at the level of 5 per cent. */
enum answer compare(run_once *run, void *data)
{
    enum { N = 100 };
    double d[N], w = 0, sd = sqrt(N * (N + 1) * (2 * N + 1) / 6.0);
    for (int i = 0; i < N; i++) {
        double t[2];
        t[i % 2] = run(data, i % 2 ? PROGRAM_B : PROGRAM_A);
        t[1 - i % 2] = run(data, i % 2 ? PROGRAM_A : PROGRAM_B);
        d[i] = log(t[1] / t[0]);
    }
    qsort(d, N, sizeof *d, by_size);
    for (int i = 0; i < N; i++)
        w += d[i] > 0 ? i + 1 : -(i + 1);
    if (fabs(w) < 1.96 * sd)
        return CANNOT_TELL;
    return w < 0 ? B_IS_FASTER : B_IS_SLOWER;
}
