/* All runs of A, and then all runs of B, perhaps in another mood. */
#include <stdlib.h>

#include "compare.h"

enum { EACH = COMPARE_RUNS / 2 };

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(run_once *run, void *data, enum program program)
{
    double time[EACH];
    for (int i = 0; i < EACH; i++)
        time[i] = run(data, program);
    qsort(time, EACH, sizeof *time, by_size);
    return time[EACH / 2];
}

enum answer compare(run_once *run, void *data)
{
    double a = median(run, data, PROGRAM_A);
    double ratio = median(run, data, PROGRAM_B) / a;
    return ratio < 0.96   ? B_IS_FASTER
           : ratio > 1.04 ? B_IS_SLOWER
                          : CANNOT_TELL;
}
