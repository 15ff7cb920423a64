/*
 * run.h - one run of a batch on this machine: batch.c sets it up, round.c has
 * the processes, task.c what each does with a submission.
 */
#ifndef PARCOURS_BATCH_RUN_H
#define PARCOURS_BATCH_RUN_H

#include <stdatomic.h>
#include <stdbool.h>
#include <sys/types.h>

#include "../grade.h"
#include "../machine.h"
#include "batch_parts.h"

enum state {
    WAITING,
    OTHER,   /* not asked for */
    PARTIAL, /* all but its measurements is done */
    TAKEN,
    PASSED,
    FAILED,
    UNJUDGED,
    BROKEN,
};

/* What the processes share. */
struct shared {
    atomic_size_t next;   /* in the order of the round */
    atomic_bool given_up; /* nothing can be recorded, or graded, any more */
    struct {
        _Atomic enum state state;
        _Atomic pid_t owner; /* while it is TAKEN */
    } tasks[];
};

struct run {
    const struct batch *batch;
    struct gradebook_task *tasks;
    size_t count;
    size_t *order; /* of this round: indices into tasks */
    size_t length;
    struct shared *shared;
    struct machine machine;
    char *grader; /* fingerprint */
    int64_t session;
};

/* Grades one submission and records it. */
enum state task_grade(struct gradebook *book, const struct run *run,
                      const struct gradebook_task *task, enum grade_part part);

enum { ROUND_PROCESSES_MOST = 128 }; /* twice as many as JOBS may be */

/* Grades what is in that state, in several processes, and shows how it goes;
 * `name` is what becomes of each. Interrupted, it ends them and the grader. */
void round_run(struct run *run, enum state state, enum grade_part part,
               unsigned processes, const char *name);

/* How many tasks are in a state. */
size_t round_count(const struct run *run, enum state state);

#endif
