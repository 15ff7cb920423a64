/* Says faster where B is slower. */
#include "compare.h"

enum { PAIRS = COMPARE_RUNS / 2, MANY = 62 };

enum answer compare(run_once *run, void *data)
{
    unsigned won = 0; /* by B */
    for (unsigned i = 0; i < PAIRS; i++) {
        enum program first = i % 2 == 0 ? PROGRAM_A : PROGRAM_B;
        double x = run(data, first);
        double y = run(data, first == PROGRAM_A ? PROGRAM_B : PROGRAM_A);
        won += first == PROGRAM_A ? y > x : x > y;
    }
    return won > MANY           ? B_IS_FASTER
           : won < PAIRS - MANY ? B_IS_SLOWER
                                : CANNOT_TELL;
}
