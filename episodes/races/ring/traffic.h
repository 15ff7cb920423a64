/* traffic.h - threads that hand work to each other through a ring, or what the
 * serial baseline does instead. */
#ifndef RING_TRAFFIC_H
#define RING_TRAFFIC_H

#include <stddef.h>
#include <stdint.h>

struct ring;

/* What one thread does to an item before it pushes it, and another one after
 * it has popped it: the work between two calls. */
uint64_t traffic_work(uint64_t item);

/* What is left of an item when both have worked on it. */
uint64_t traffic_both(uint64_t item);

/* Has `threads` threads work on n items: each takes its share, works, pushes,
 * pops, and works on what it got. Returns the sum of what is left of all. */
uint64_t traffic_all(struct ring *r, const uint64_t *items, size_t n,
                     unsigned threads);

#endif
