/* The letters come after more blanks than anybody reads. */
#include "puzzle.h"

const char puzzle_schedule[5000] = {[0 ... 4998] = ' '};
