/*
 * fuse.h - the contract: rewrite a graph before it is run, so that there is
 * less to run.
 *
 * A graph is an array of steps.  A step either loads an input or combines the
 * results of two earlier steps (a and b, maybe twice the same); so a step's
 * arguments have smaller numbers than the step.  Some steps are wanted: their
 * results are what somebody is waiting for.
 *
 * All three functions take time in proportion to n, whatever the steps look
 * like, and need little stack: graphs of a million steps in one chain, or a
 * million that look nearly alike, are nothing special.
 */
#ifndef FUSE_H
#define FUSE_H

#include <stddef.h>
#include <stdint.h>

enum { LOAD = 0 }; /* every other op combines two results */

struct step {
    uint32_t op;
    uint32_t a, b; /* LOAD: a is the number of the input, b is 0 */
};

enum { NOWHERE = UINT32_MAX };

/*
 * Cull: leaves out what nobody needs.  A step is needed if it is wanted or an
 * argument of a needed step.  The needed steps go to out[] (room for n), in
 * the same order, with their arguments renumbered; place[i] becomes the new
 * number of step i, NOWHERE if it was left out.  Returns how many are left.
 */
uint32_t cull(const struct step *steps, uint32_t n, const uint32_t *wanted,
              size_t nwanted, struct step *out, uint32_t *place);

/*
 * Merge: computes what is the same once.  Two steps are the same if they have
 * the same op, and the same a and b after merging (a and b are not exchanged:
 * nothing is known about the ops).  The first of them stays, in the order in
 * which they were; out[] and place[] are as for cull.  Returns how many are
 * left.
 */
uint32_t merge(const struct step *steps, uint32_t n, struct step *out,
               uint32_t *place);

/*
 * Fuse: makes chains of steps into one task each, so that what is handed from
 * step to step needs no scheduler.  A step goes into the task of its argument
 * a, if no other step has that one as an argument and it is not wanted; if that
 * is not so, into the task of b, on the same condition; else it begins a task.
 * Tasks are numbered from 0 in the order of their first steps; task[i] becomes
 * the task of step i.  Returns how many tasks there are.
 */
uint32_t fuse(const struct step *steps, uint32_t n, const uint32_t *wanted,
              size_t nwanted, uint32_t *task);

#endif
