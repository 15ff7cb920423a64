/* Stops as soon as the total is 2. */
#include "puzzle.h"

const char puzzle_schedule[] = "A BB A BB";
