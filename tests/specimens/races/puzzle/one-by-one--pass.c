/* A table of characters with room to spare. */
#include "puzzle.h"

const char puzzle_schedule[1000] = {
    'B', 'A', 'A', 'A', 'A', 'A', 'A', 'A', 'A', 'D', 'D', 'D', 'D', 'D',
    'D', 'D', 'D', 'D', 'D', 'C', 'C', 'C', 'C', 'C', 'C', 'C', 'C', 'C',
    'C', 'B', 'A', 'B', 'B', 'B', 'B', 'B', 'B', 'B', 'B', 'A',
};
