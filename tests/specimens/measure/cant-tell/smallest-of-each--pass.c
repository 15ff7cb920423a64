/* The quickest run of each, in turns: noise only makes runs longer. */
#include "compare.h"

enum answer compare(run_once *run, void *data)
{
    double least[2] = {1e9, 1e9};
    for (int i = 0; i < COMPARE_RUNS; i++) {
        double t = run(data, i % 2 == 0 ? PROGRAM_A : PROGRAM_B);
        least[i % 2] = t < least[i % 2] ? t : least[i % 2];
    }
    double ratio = least[1] / least[0];
    return ratio < 0.95   ? B_IS_FASTER
           : ratio > 1.05 ? B_IS_SLOWER
                          : CANNOT_TELL;
}
