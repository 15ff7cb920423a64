/*
 * clock.h - what happened before what.
 *
 * Each rank counts its steps: a message sent, a collective, an epoch closed.
 * With a message, a collective or an exposure it passes on all that it knows
 * of the others' steps. What rank a had done by its step s is ordered before
 * everything that rank b does once b knows of that step. Board locked.
 */
#ifndef PARCOURS_MPI_CLOCK_H
#define PARCOURS_MPI_CLOCK_H

#include "board.h"

/* A copy of what the rank knows, and its next step. */
struct clock clock_step(int rank);
void clock_join(struct clock *to, const struct clock *from);
/* The rank learns what is in `from`. */
void clock_learn(int rank, const struct clock *from);

#endif
