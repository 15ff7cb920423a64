/* Nobody disturbs anybody: the total is 20. */
#include "puzzle.h"

const char puzzle_schedule[] = "AAAAAAAAAA"
                               "BBBBBBBBBB"
                               "CCCCCCCCCC"
                               "DDDDDDDDDD";
