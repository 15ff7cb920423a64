/*
 * counter.h - the contract: count items in parallel, three ways.
 *
 * Each function returns how many of items[0 .. n - 1] have a score below
 * `limit`, and uses `threads` threads (at least 1) to find out.  n may be 0,
 * smaller than `threads`, or no multiple of it.  The functions are called
 * one at a time; what runs at the same time is up to you.
 */
#ifndef COUNTER_H
#define COUNTER_H

#include <stddef.h>
#include <stdint.h>

/* The score of an item: 0 .. 1023, spread evenly. This is the real work, a few
 * nanoseconds for each item; any number of threads may call it at a time. */
unsigned counter_score(uint64_t item);

/* 1. One shared total, guarded by a mutex. */
size_t count_mutex(const uint64_t *items, size_t n, unsigned limit,
                   unsigned threads);

/* 2. One shared total, updated atomically. */
size_t count_atomic(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads);

/* 3. A total for each thread, merged at the end: nothing is shared while the
 *    threads count. */
size_t count_private(const uint64_t *items, size_t n, unsigned limit,
                     unsigned threads);

#endif
