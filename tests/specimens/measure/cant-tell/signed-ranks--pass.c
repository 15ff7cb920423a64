/* The signed ranks of Wilcoxon. */
#include <stdlib.h>

#include "compare.h"

enum { PAIRS = COMPARE_RUNS / 2 };

static double size_of(double x)
{
    return x < 0 ? -x : x;
}

static int by_size(const void *a, const void *b)
{
    double x = size_of(*(const double *)a), y = size_of(*(const double *)b);
    return (x > y) - (x < y);
}

enum answer compare(run_once *run, void *data)
{
    const int limit = 1512; /* 2.6 times the standard deviation of the sum */
    double d[PAIRS];
    int sum = 0;
    for (int i = 0; i < PAIRS; i++) {
        double a = run(data, PROGRAM_A), b = run(data, PROGRAM_B);
        d[i] = (b - a) / (b + a);
    }
    qsort(d, PAIRS, sizeof *d, by_size);
    for (int i = 0; i < PAIRS; i++)
        sum += d[i] > 0 ? i + 1 : -(i + 1);
    return sum < -limit ? B_IS_FASTER : sum > limit ? B_IS_SLOWER : CANNOT_TELL;
}
