/* The slow thread reads its 1 from a write in the middle; new lines and tabs
 * count for nothing. */
#include "puzzle.h"

const char puzzle_schedule[] = "\tDD A B AA DD AA CC AA AA B\n";
