/* The names of the threads are capital letters. */
#include "puzzle.h"

const char puzzle_schedule[] = "a"
                               "bbbbbbbb"
                               "cccccccccc"
                               "dddddddddd"
                               "a"
                               "b"
                               "aaaaaaaa"
                               "b";
