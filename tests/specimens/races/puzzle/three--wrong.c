/* One late write too many survives. */
#include "puzzle.h"

const char puzzle_schedule[] = "A"
                               "BBBBBBBB"
                               "CCCCCCCC"
                               "DDDDDDDDDD"
                               "A"
                               "B"
                               "AAAAAAAA"
                               "B"
                               "CC";
