/*
 * wait.h - a rank that cannot go on, and what follows from that.
 *
 * Before a rank sleeps it writes down what it waits for. Whoever is last to
 * do so sees on the board that nobody can go on: at once, without a clock.
 * A rank can go on when it runs, or when what it waits for can be supplied by
 * a rank that can go on; those that are left wait for each other. Then
 *
 *   - an open wild receive gets one of its messages (an order is chosen), or
 *   - standard sends are let go, if that helps: the send was unsafe, or
 *   - the ranks that are left are deadlocked, and the run ends.
 *
 * A rank that tests in a loop counts as waiting after POLLS tests in which
 * nothing changed on the board.
 */
#ifndef PARCOURS_MPI_WAIT_H
#define PARCOURS_MPI_WAIT_H

#include "layer.h"

/* Whether the board has what the item stands for. Board locked. */
bool wait_satisfied(const struct item *item);

/* Sleeps until all (or any) of the items are there, or for a moment: call it
 * in a loop that looks again. Busy: MPICH has work for this rank meanwhile.
 * Board not locked. */
void wait_sleep(const struct item *items, int count, bool all, bool busy);
/* The rank has what it waited for, or stopped testing. */
void wait_go_on(void);
/* One test found nothing. */
void wait_poll(const struct item *items, int count, bool all);
/* Looks for ranks that wait for each other. Board locked. */
void wait_detect(void);

/* Lets others run while MPICH moves data; when it takes long, `peer` (a rank
 * of MPI_COMM_WORLD, or ANY) is woken to help. wait_carried ends that. */
void wait_carry(int peer);
void wait_carried(void);
/* Before MPI_Finalize of MPICH. */
void wait_end(void);
/* Around a call of MPICH that blocks until other ranks have helped. */
void wait_call_begin(void);
void wait_call_end(void);

#endif
