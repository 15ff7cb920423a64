/* calls.h - the calls between judge and ranks for this exercise. */
#ifndef SICK_CALLS_H
#define SICK_CALLS_H

#include "names.h"

/* One operation for each program, with its number, and then: */
enum { OP_DIAGNOSES = PROGRAMS };

enum { LINE_MOST = 120, NUMBERS = 16 };

/* Out of OP_DIAGNOSES: one for each program. */
struct told {
    int sickness, rank;
    char line[LINE_MOST]; /* cut if it is longer */
};

/* The rank's own input, and its result: what the function returned, and for
 * neighbours the items. */
struct patient {
    int count, number[NUMBERS];
    double score;
};

struct cured {
    int returned, items[NUMBERS];
};

#endif
