/*
 * schedules.h - the contract: four loops over items, each shared out by OpenMP
 * so that nobody is left with more work than the others.
 *
 * Each function runs on exactly `threads` threads (at least 1).  n may be 0,
 * smaller than `threads`, or no multiple of it.  The functions are called one
 * at a time.  Nothing they are given may be changed, except for results.
 *
 * What takes time is grind().  How much time is different for each function:
 *
 *                cost of item i
 *   even         next to nothing, the same for all
 *   growing      in proportion to i + 1: the last items are the dear ones
 *   block        steps[i]: a block at the front takes nearly all of the time
 *   scattered    steps[i]: most are cheap; a few, anywhere, are very dear, and
 *                luck does not always spread them fairly
 */
#ifndef SCHEDULES_H
#define SCHEDULES_H

#include <stddef.h>
#include <stdint.h>

/* Grinds an item in so many steps, about 1.5 ns each. Any number of threads may
 * call it at a time. */
uint64_t grind(uint64_t item, unsigned steps);

/* 1. The sum of grind(items[i], EVEN_STEPS) over all i (it may wrap round). */
enum { EVEN_STEPS = 4 };
uint64_t even(const uint64_t *items, size_t n, unsigned threads);

/* 2. ground[i] = grind(items[i], i + 1) for all i. */
void growing(const uint64_t *items, size_t n, unsigned threads,
             uint64_t *ground);

/* 3. Where the smallest grind(items[i], steps[i]) is: the first such i if
 *    there are several, 0 if n is 0. */
size_t block(const uint64_t *items, const unsigned *steps, size_t n,
             unsigned threads);

/* 4. bins[b] = how many i have grind(items[i], steps[i]) % BINS == b. The bins
 *    may hold anything before the call. */
enum { BINS = 16 };
void scattered(const uint64_t *items, const unsigned *steps, size_t n,
               unsigned threads, size_t bins[BINS]);

#endif
