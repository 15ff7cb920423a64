/*
 * confine.h - may code run here?  What the sandbox of this machine keeps in,
 * held against what was asked for.
 */
#ifndef PARCOURS_CONFINE_H
#define PARCOURS_CONFINE_H

#include "options.h"

/*
 * To be called before anything of a submission runs. A learner is warned of a
 * sandbox below tier B, once, and goes on: the code is their own. Who grades
 * others' code (SANDBOX=strict) is refused, with the remedy; SANDBOX=weak
 * says in words that it is to be graded all the same.
 */
void confine_check(const struct options *options);

#endif
