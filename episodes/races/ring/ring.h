/*
 * ring.h - the contract: a bounded queue without locks.
 *
 * Any number of threads put values in and take values out at the same time.
 * What was put in comes out once, and in the order in which it went in.
 *
 * Nobody ever waits, neither for room nor for a value nor for another thread:
 * if a thread stops for an hour in the middle of a call, the calls of all
 * others still come to their end.  The price: while another thread is in the
 * middle of a call, a call may return false although there is room or a
 * value.  When no other call is under way, true and false are exact.
 *
 * So there is no lock of any kind, and no loop that waits for another thread.
 * A loop that starts again because somebody else was quicker is fine: then
 * that one has got on.  And a call looks at few places, however large the ring
 * is, so that many threads get on side by side.
 */
#ifndef RING_H
#define RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ring;

/* An empty ring for `capacity` values: a power of two, at least 2. NULL if
 * there is no memory for it. The caller frees it. */
struct ring *ring_new(size_t capacity);

/* Puts a value in; false if the ring is full. */
bool ring_try_push(struct ring *r, uint64_t value);

/* Takes the oldest value out and stores it; false if the ring is empty. */
bool ring_try_pop(struct ring *r, uint64_t *value);

/* Frees the ring. No thread uses it any more. */
void ring_free(struct ring *r);

#endif
