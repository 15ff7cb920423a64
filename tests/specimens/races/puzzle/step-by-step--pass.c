/* The steps of a schedule in small portions; new lines and tabs count for
 * nothing. */
#include "puzzle.h"

const char puzzle_schedule[] = "A BB CC DD BB CC DD BB CC DD BB CC\n"
                               "\tDD A B AA DD AA CC AA AA B\n";
