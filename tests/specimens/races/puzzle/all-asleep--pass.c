/* A, B and C all read 0; A wakes up when D is nearly done. */
#include "puzzle.h"

const char puzzle_schedule[] = "A B C"
                               "DDDDDDDD"
                               "BBBBBBBBB"
                               "CCCCCCCCC"
                               "A"
                               "D"
                               "AAAAAAAA"
                               "D";
