/* D sleeps through most of it, then C does. No blanks at all. */
#include "puzzle.h"

const char puzzle_schedule[] = "DCCCCCCCCAAAAAAAAAABBBBBBBBBBDCDDDDDDDDC";
