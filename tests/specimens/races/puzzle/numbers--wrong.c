/* Threads by number. */
#include "puzzle.h"

const char puzzle_schedule[] = "0"
                               "11111111"
                               "2222222222"
                               "3333333333"
                               "0"
                               "1"
                               "00000000"
                               "1";
