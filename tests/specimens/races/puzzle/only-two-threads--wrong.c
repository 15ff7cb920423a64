/* C and D never run. */
#include "puzzle.h"

const char puzzle_schedule[] = "A"
                               "BBBBBBBB"
                               "A"
                               "B"
                               "AAAAAAAA"
                               "B";
