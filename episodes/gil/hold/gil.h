/*
 * gil.h - the contract: the one lock of an interpreter.
 *
 * A thread that runs bytecode holds the lock.  Between two instructions it asks
 * gil_wanted; if that is true it calls gil_yield, lets another thread have the
 * lock, and goes on when its turn comes again.  So threads that only compute
 * take turns of about one interval, and a thread that waits for the disk or
 * sleeps has released the lock before.
 *
 * Whoever has waited longest gets the lock next.  Threads that wait are asleep,
 * but for a look at most once in an interval.
 */
#ifndef GIL_H
#define GIL_H

#include <stdbool.h>

struct gil; /* yours */

/* A lock that nobody holds; `interval` in microseconds, 1 to 60 million. */
struct gil *gil_new(unsigned interval);

/* When no thread holds it or waits for it any more. */
void gil_free(struct gil *g);

/* Waits until the caller holds the lock. When it has waited for an interval
 * without the lock changing hands, it leaves a request: gil_wanted becomes true
 * for the holder. The caller does not hold it yet. */
void gil_acquire(struct gil *g);

/* Gives the lock up. False, and nothing changes, if the caller does not hold
 * it. */
bool gil_release(struct gil *g);

/* True if a thread has left a request since the lock last changed hands.
 * Called by the holder, after every few instructions: it must be cheap, so it
 * takes no lock. */
bool gil_wanted(struct gil *g);

/* Called by the holder: gives the lock up and waits for it again. Each thread
 * that was waiting has had it before this returns. */
void gil_yield(struct gil *g);

#endif
