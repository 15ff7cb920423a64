/*
 * turn.h - who may use this machine: graders that build and test may do so
 * side by side, one that measures has it to itself.
 */
#ifndef PARCOURS_TURN_H
#define PARCOURS_TURN_H

#include <stdbool.h>

/* Waits until no other grader of this tree measures, if `alone` until none
 * does anything. Returns what turn_end wants; where no lock can be had (a
 * tree that cannot be written to) nobody waits. Not to be nested. */
int turn_take(bool alone);
void turn_end(int turn);

#endif
