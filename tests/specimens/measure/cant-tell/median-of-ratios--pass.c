/* The ratio in the middle of 100 pairs, against a limit that noise does not
 * reach. */
#include <stdlib.h>

#include "compare.h"

enum { PAIRS = COMPARE_RUNS / 2 };

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

enum answer compare(run_once *run, void *data)
{
    double ratio[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
        double a = run(data, PROGRAM_A);
        ratio[i] = run(data, PROGRAM_B) / a;
    }
    qsort(ratio, PAIRS, sizeof *ratio, by_size);
    double middle = ratio[PAIRS / 2];
    return middle < 0.96   ? B_IS_FASTER
           : middle > 1.04 ? B_IS_SLOWER
                           : CANNOT_TELL;
}
