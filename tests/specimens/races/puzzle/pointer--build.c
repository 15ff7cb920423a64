/* A pointer to a string is not an array. */
#include "puzzle.h"

const char *puzzle_schedule = "A BBBBBBBB A B AAAAAAAA B";
