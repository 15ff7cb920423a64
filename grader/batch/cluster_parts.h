/*
 * cluster_parts.h - what a run on a cluster is made of: its chunks, which are
 * small gradebooks (chunk.c), and its job in Slurm's queue (queue.c).
 */
#ifndef PARCOURS_CLUSTER_PARTS_H
#define PARCOURS_CLUSTER_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "batch_parts.h"

/* One run, now or of an earlier call. */
struct array {
    const struct batch *batch;
    char *folder;  /* absolute */
    char *job;     /* its name in the queue: parcours-ID */
    size_t chunks; /* how many there are */
};

/* Makes a chunk of these submissions, under their numbers. */
void chunk_write(const struct array *run, size_t number,
                 const struct gradebook_task *tasks, size_t count);

/* True if a chunk is graded. */
bool chunk_is_done(const struct array *run, size_t number);

/* Takes a chunk that is done into the gradebook, once. */
void chunk_gather(struct gradebook *book, const struct array *run,
                  size_t number);

/* Ends the grader, and removes the run's folder, if Slurm does not take it. */
void queue_submit(const struct array *run, const char *sandbox);

/* False once no task of the run waits or runs. */
bool queue_has(const struct array *run);

/* Takes away what still waits or runs. */
void queue_cancel(const struct array *run);

/* A path that does not depend on the current folder; to be freed. */
char *cluster_absolute(const char *path);

#endif
