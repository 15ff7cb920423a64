/* loads.h - what jobs compute, on both sides. */
#ifndef STEAL_LOADS_H
#define STEAL_LOADS_H

#include <stdint.h>

/* Grinds a number, in so many steps of about a nanosecond each. */
uint64_t load_grind(uint64_t x, unsigned steps);

/* A tree that nobody has planned: how many children a node has follows from
 * its number; below `depth` 0 there are none. Few have many. */
unsigned load_children(uint64_t node, unsigned depth);
uint64_t load_child(uint64_t node, unsigned i);

/* The columns that a queen may take in the next row of a board of `size`, as
 * bits, where queens stand in `columns` and attack along both diagonals. */
uint32_t load_free(unsigned size, uint32_t columns, uint32_t left,
                   uint32_t right);

#endif
