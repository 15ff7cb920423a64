/* Means, which a few long runs move. */
#include "compare.h"

enum answer compare(run_once *run, void *data)
{
    double sum[2] = {0, 0};
    for (int i = 0; i < COMPARE_RUNS; i++)
        sum[i % 2] += run(data, i % 2 == 0 ? PROGRAM_A : PROGRAM_B);
    double ratio = sum[1] / sum[0];
    return ratio < 0.98   ? B_IS_FASTER
           : ratio > 1.02 ? B_IS_SLOWER
                          : CANNOT_TELL;
}
