/*
 * canary.h - can a race detector be believed on this machine?
 *
 * Before "no race" counts, the same detector must have found a planted race
 * here, by the same way: same flags, same jail, same parser.  A success is
 * remembered in build/ for as long as compiler, tool and kernel stay the same.
 */
#ifndef PARCOURS_CANARY_H
#define PARCOURS_CANARY_H

#include "flavour.h"

/* NULL if the detector of this flavour works, else why not, in words that
 * say what to do. */
const char *canary_distrust(enum flavour flavour);

#endif
