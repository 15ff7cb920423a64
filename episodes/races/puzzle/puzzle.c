/*
 * puzzle.c - a schedule that does as much harm as a schedule can.
 *
 * This one lets each thread finish before the next begins, so that no
 * increment is lost: the total is 20.  Change the order of the letters until
 * it is 2.  puzzle.h has the rules; pencil and paper help.
 */
#include "puzzle.h"

/* TODO: let somebody read early and write late */
const char puzzle_schedule[] = "AA AA AA AA AA "
                               "BB BB BB BB BB "
                               "CC CC CC CC CC "
                               "DD DD DD DD DD";
