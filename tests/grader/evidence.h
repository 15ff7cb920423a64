/*
 * evidence.h - evidence made by hand, for the tests of verdict and report: a
 * submission to an exercise with three checks, of 3, 4 and 3 points.
 */
#ifndef PARCOURS_EVIDENCE_H
#define PARCOURS_EVIDENCE_H

#include "../../grader/verdict.h"

enum { CORRECT, RACE, SPEED };

/* Everything is well: runs of 5 tests each, 3.5 times as fast with 2.0
 * wanted. To be given to evidence_clear. */
struct evidence *evidence_good(void);
void evidence_clear(struct evidence *e);

/* The build and the policy, to be spoilt. */
struct artifacts *evidence_build(struct evidence *e);
struct policy *evidence_policy(struct evidence *e);

/* A test that does not pass, at a line of the learner's. */
struct failure *evidence_failure(struct evidence *e, size_t check,
                                 enum flavour flavour, enum cause cause,
                                 const char *message);

/* A report of a detector on two lines of that file. */
struct finding *evidence_finding(struct evidence *e, enum flavour flavour,
                                 enum finding_kind kind, const char *file);

/* The checks from this one on were not run. */
void evidence_stop(struct evidence *e, size_t check);

#endif
