/*
 * cluster.h - grades on a cluster, with Slurm: a job array, a chunk of
 * submissions for each task.
 *
 * How it works.  A run has a folder GRADEBOOK.slurm/ID on a file system that
 * all nodes share. A chunk is a small gradebook in it, with the submissions of
 * one task; the task (setup/slurm/task) grades it on its node and puts it back
 * as done-N.db, whole or not at all. Slurm puts a task whose node died, or that
 * is requeued, back into the queue. What is done is gathered here into the
 * gradebook: each chunk in one transaction, and once, because its session has
 * a name of its own.
 *
 * The caller may be killed at any time. The same command finds the folders of
 * earlier runs, waits for their jobs, which it knows by name, and gathers them
 * before it submits anything.
 */
#ifndef PARCOURS_CLUSTER_H
#define PARCOURS_CLUSTER_H

#include "batch.h"

/* As batch_run; `chunk` submissions a task, `sandbox` as on the command line
 * (may be NULL). Ends the grader if Slurm's commands are not there. */
struct batch_sum cluster_run(const struct batch *batch, unsigned chunk,
                             const char *sandbox);

#endif
