/*
 * compare.c - one way to do it, and why it is right.
 *
 * Pairs: A and B are run right after each other, so that a mood of the machine
 * is the same for both, but for the few pairs in which it changes. Which of the
 * two is first alternates, so a mood that changes does not favour either.
 *
 * Signs: of each pair only who was quicker counts. A run that took three times
 * as long is one lost pair, not a mean that has moved. If the programs are
 * equally fast, it is 100 tosses of a coin, whatever the noise looks like. More
 * than 62 heads or fewer than 38 come up in 1.2 of 100 cases (binomial), so the
 * answer is CANNOT_TELL between these; that leaves room below 5 of 100.
 *
 * A tenth is more than the noise of most runs, so the quicker program wins
 * far more than 62 pairs.  All 200 runs are made, and looked at once: who looks
 * after each pair and stops when it looks good tosses the coin until it does.
 */
#include "compare.h"

enum { PAIRS = COMPARE_RUNS / 2, MANY = 62 };

enum answer compare(run_once *run, void *data)
{
    unsigned won = 0; /* by B */
    for (unsigned i = 0; i < PAIRS; i++) {
        enum program first = i % 2 == 0 ? PROGRAM_A : PROGRAM_B;
        double x = run(data, first);
        double y = run(data, first == PROGRAM_A ? PROGRAM_B : PROGRAM_A);
        won += first == PROGRAM_A ? y < x : x < y;
    }
    return won > MANY           ? B_IS_FASTER
           : won < PAIRS - MANY ? B_IS_SLOWER
                                : CANNOT_TELL;
}
