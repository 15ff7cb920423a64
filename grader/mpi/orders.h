/*
 * orders.h - the runs of one program: every order in which messages can come
 * to its wild receives, until a budget ends.
 *
 * An order is written as a letter and the choices made, one after the other:
 * "w:0.2.1" with standard sends that wait for their receiver, "b:0.2.1" with
 * sends that are buffered, where more messages can be there at once.
 */
#ifndef PARCOURS_MPI_ORDERS_H
#define PARCOURS_MPI_ORDERS_H

#include "launch.h"
#include "result.h"

struct orders {
    struct launch launch;
    const char *only; /* one order, or NULL */
    int most;         /* runs */
    double seconds;   /* for all of them together */
    bool buffered;    /* only with buffered sends */
    /* Is called while the board still holds the first run; or NULL. */
    void (*after_first)(void);
};

/* Fills the result. 0, or the exit status for what cannot be run. */
int orders_run(const struct orders *orders, struct result *result);

#endif
