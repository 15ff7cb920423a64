/*
 * batch.h - grades what a gradebook says is to be graded.
 *
 * How it works.  Three rounds: first everything but measurements, in several
 * processes side by side, in random order; then the measurements of those
 * that are right so far, one at a time, with the machine to themselves; then,
 * once more, what could not be judged.  Every grading is on record in the
 * gradebook before the next is begun, so a batch that is killed at any moment
 * goes on where it stopped when it is called again.
 *
 * A process that grades and fails itself (a broken suite, a full disk) costs
 * the one submission that it had in hand: that one stays ungraded and is
 * named, and another process takes over.
 */
#ifndef PARCOURS_BATCH_H
#define PARCOURS_BATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "../exercise.h"

struct batch {
    const char *gradebook; /* path */
    const struct episode *episode;
    const struct exercise *only; /* NULL: all of the episode */
    const char *student;         /* NULL: all */
    bool force;                  /* also what has been graded */
    unsigned jobs;               /* cores to keep busy */
    enum tool tools;             /* 0: as the exercises say */
    uint64_t seed;
};

struct batch_sum {
    unsigned tasks; /* that were to be graded */
    unsigned passed, failed, unjudged;
    unsigned broken; /* the grader itself failed on them */
};

/* Grades; progress goes to stderr. Ends the grader if the gradebook cannot be
 * used, or somebody else grades with it at this moment. */
struct batch_sum batch_run(const struct batch *batch);

#endif
