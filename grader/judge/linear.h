/*
 * linear.h - is a history of operations explained by doing them one at a
 * time?  Pure.
 *
 * A history is linearizable if the operations, each at one moment between its
 * begin and its end, could have been done one after the other with the same
 * results.  After Wing and Gong, "Testing and verifying concurrent objects"
 * (1993), by trying, with the remedy of Lowe, "Testing for linearizability"
 * (2017): what was done together with the state it led to is kept and not
 * tried a second time.  Made for histories of at most 16 operations.
 */
#ifndef PARCOURS_LINEAR_H
#define PARCOURS_LINEAR_H

#include <stdbool.h>
#include <stddef.h>

#include "judge.h"

enum { LINEAR_OPERATIONS = 16, LINEAR_STATE = 256 };

/* The object as it is when one thread uses it. */
struct linear_model {
    size_t size;                /* bytes of its state, at most LINEAR_STATE */
    void (*start)(void *state); /* NULL: all bytes zero */
    /* Does an operation; false if it cannot have the result that it had (to
     * be read with judge_got). */
    bool (*step)(void *state, const struct judge_event *event);
};

/* True if the history is explained. More operations than there may be end
 * the judge: the suite is broken. */
bool linear_explains(const struct linear_model *model,
                     const struct judge_event *events, size_t count);

/* The operation with whose end the history first cannot be explained: those
 * that had ended by then, with any that were under way, fit no order. `count`
 * if the whole history is explained. */
size_t linear_contradiction(const struct linear_model *model,
                            const struct judge_event *events, size_t count);

#endif
