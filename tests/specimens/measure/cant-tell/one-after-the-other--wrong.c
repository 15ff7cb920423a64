/* All runs of A, and then all runs of B, perhaps in another mood. */
#include "compare.h"

enum answer compare(run_once *run, void *data)
{
    double least[2] = {1e9, 1e9};
    for (int i = 0; i < 40; i++) {
        enum program p = i < 20 ? PROGRAM_A : PROGRAM_B;
        double t = run(data, p);
        least[p] = t < least[p] ? t : least[p];
    }
    double ratio = least[1] / least[0];
    return ratio < 0.95   ? B_IS_FASTER
           : ratio > 1.05 ? B_IS_SLOWER
                          : CANNOT_TELL;
}
