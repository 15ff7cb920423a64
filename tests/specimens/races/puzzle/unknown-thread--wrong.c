/* There is no thread E. */
#include "puzzle.h"

const char puzzle_schedule[] = "A"
                               "EEEEEEEEEE"
                               "CCCCCCCCCC"
                               "DDDDDDDDDD"
                               "A"
                               "E"
                               "AAAAAAAA"
                               "E";
