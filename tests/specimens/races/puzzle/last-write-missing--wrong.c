/* The thread that would write 2 never does, so that 5 stays. */
#include "puzzle.h"

const char puzzle_schedule[] = "A"
                               "BBBBBBBB"
                               "CCCCCCCCCC"
                               "DDDDDDDDDD"
                               "A"
                               "B"
                               "AAAAAAAA";
