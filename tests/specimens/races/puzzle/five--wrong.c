/* All read, then all write: each round adds one. */
#include "puzzle.h"

const char puzzle_schedule[] = "ABCD ABCD"
                               "ABCD ABCD"
                               "ABCD ABCD"
                               "ABCD ABCD"
                               "ABCD ABCD";
