/*
 * team.h - run one function on a team of threads.
 *
 * The simplest way to be parallel: all threads run the same body, each with
 * its own rank, and the team is over when all of them are done.
 */
#ifndef PARCOURS_TEAM_H
#define PARCOURS_TEAM_H

/* What each thread of a team runs: its rank in 0 .. threads - 1, how many
 * there are, and whatever the members share. */
typedef void team_body(unsigned rank, unsigned threads, void *shared);

/*
 * Runs `body` on `threads` new threads and waits until all have returned.
 * Everything written before the call is seen by the members; everything they
 * wrote is seen after it. Ends the program if threads cannot be started.
 */
void team_run(unsigned threads, team_body *body, void *shared);

#endif
