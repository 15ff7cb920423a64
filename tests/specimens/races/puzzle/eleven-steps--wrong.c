/* A takes a step too many at the end. */
#include "puzzle.h"

const char puzzle_schedule[] = "A"
                               "BBBBBBBB"
                               "CCCCCCCCCC"
                               "DDDDDDDDDD"
                               "A"
                               "B"
                               "AAAAAAAA"
                               "B"
                               "A";
