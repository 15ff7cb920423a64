/* Looks after each pair and stops as soon as it looks good. */
#include "compare.h"

enum answer compare(run_once *run, void *data)
{
    int won = 0;
    for (int n = 1; n <= COMPARE_RUNS / 2; n++) {
        double a = run(data, PROGRAM_A);
        won += run(data, PROGRAM_B) < a ? 1 : -1;
        if (n >= 8 && won * won > 4 * n)
            return won > 0 ? B_IS_FASTER : B_IS_SLOWER;
    }
    return CANNOT_TELL;
}
