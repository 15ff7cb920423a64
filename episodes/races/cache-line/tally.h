/*
 * tally.h - the contract: a total that many threads add to, and that anybody
 * can read at any time.
 *
 * Threads that add have ranks, 0 .. threads - 1; a rank is used by one thread
 * at a time, not always by the same one.  There may be several tallies at a
 * time.  Adding must be cheap: a thread that adds takes nothing away from
 * those who add under other ranks, neither a lock nor a cache line.
 */
#ifndef TALLY_H
#define TALLY_H

#include <stdint.h>

struct tally; /* yours */

/* A tally of nothing, for threads of ranks 0 .. threads - 1 (at most 64). */
struct tally *tally_new(unsigned threads);

/* When no other function is called for it any more. */
void tally_free(struct tally *t);

/* Adds to the total (which may wrap round). Threads of different ranks call it
 * at the same time. */
void tally_add(struct tally *t, unsigned rank, uint64_t amount);

/* The total, exactly: with every addition that was over before this was called,
 * without any that begins after this has returned. Of those that go on
 * meanwhile each is in it or not. Called by any thread, at any time. */
uint64_t tally_read(struct tally *t);

#endif
