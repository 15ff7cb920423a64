/*
 * host.h - ranks in a sandbox: starts them, watches them from outside, and
 * ends what they leave behind.
 */
#ifndef PARCOURS_JUDGE_HOST_H
#define PARCOURS_JUDGE_HOST_H

#include <stdbool.h>
#include <stddef.h>

#include "../../cause.h"
#include "../../mpi/orders.h"
#include "ranks.h"

/* Runs the job under MPICH and the layer, in as many orders of arrival as
 * `orders` says. After each run that came to its end, `check` looks at the
 * results (session_try). False: this machine cannot, `why` says why. */
struct host_check {
    void (*check)(void *data);
    void *data;
};
bool host_orders(struct orders *orders, const struct host_check *check,
                 struct result *result, const char **why);

/* Counts the job once on the mini-MPI. NULL, or what went wrong in a sentence
 * with its cause. */
const char *host_count(struct ranks_figures *figures, enum cause *cause);

/* What the ranks have printed, in the first run in which something was found,
 * or else in the latest. */
const char *host_output(size_t *length);

#endif
