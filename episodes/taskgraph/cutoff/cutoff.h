/*
 * cutoff.h - the contract: a value for a tree, with OpenMP tasks that are worth
 * their price.
 *
 * A tree is one array.  Its nodes are numbered so that node v is followed by
 * everything below it: size[v] is the number of nodes of the tree whose root
 * is v, itself included.  So the first child of v is v + 1 (if size[v] > 1),
 * and the next child after c is c + size[c], as long as that is less than
 * v + size[v].  No node has more than 8 children, and none lies more than 2,000
 * below the root.  One child may have ten nodes below it, and the next 10,000.
 */
#ifndef CUTOFF_H
#define CUTOFF_H

#include <stdint.h>

struct tree {
    uint32_t nodes; /* at least 1; node 0 is the root */
    const uint32_t *size;
};

/* The value of node v whose children have values that add up to `sum` (which
 * may wrap round). Takes some 350 ns; a task costs about half as much again. */
uint64_t tree_mix(uint32_t v, uint64_t sum);

/* The value of the root, on a team of `threads` threads (at least 1). */
uint64_t tree_value(const struct tree *t, unsigned threads);

#endif
