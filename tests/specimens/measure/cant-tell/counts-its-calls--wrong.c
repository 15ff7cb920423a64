/* Hopes that the first thousand pairs are equal. */
#include "compare.h"

enum answer compare(run_once *run, void *data)
{
    static unsigned calls;
    double a = run(data, PROGRAM_A), b = run(data, PROGRAM_B);
    if (calls++ < 1000)
        return CANNOT_TELL;
    return b < a ? B_IS_FASTER : B_IS_SLOWER;
}
