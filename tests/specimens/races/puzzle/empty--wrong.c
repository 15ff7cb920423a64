/* Nothing at all. */
#include "puzzle.h"

const char puzzle_schedule[] = "";
