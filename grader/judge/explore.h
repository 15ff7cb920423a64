/*
 * explore.h - the judge's side of exploring, as far as judge.c has to do
 * with it; suites use judge.h.
 */
#ifndef PARCOURS_JUDGE_EXPLORE_H
#define PARCOURS_JUDGE_EXPLORE_H

/* A new test begins: there is no scenario yet. */
void explore_reset(void);

#endif
