/*
 * puzzle.c - one way to do it, and why nobody can do better.
 *
 * Two slow threads are enough.  A reads 0 and waits.  B, C and D work until
 * only B's last increment is missing: the total is 14, and all of it is about
 * to be forgotten, because A writes 1.  B reads this 1, and now B waits.  A
 * does what it has left, and that is forgotten too: B writes 2.
 *
 * Why not 1?  A 1 at the end would have to be written by somebody who had
 * read 0.  The total is 0 only until the first write of all, and never again.
 * But the last write of all is the fifth of its thread, so that thread had
 * written four times before it read.  What it read is at least 1.
 */
#include "puzzle.h"

const char puzzle_schedule[] = "A"           /* reads 0 */
                               "BB BB BB BB" /* four of five */
                               "CC CC CC CC CC"
                               "DD DD DD DD DD"
                               "A"           /* writes 1 */
                               "B"           /* reads 1 */
                               "AA AA AA AA" /* up to 5 */
                               "B";          /* writes 2 */
