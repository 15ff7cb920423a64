/* calls.h - the calls between judge and ranks for this exercise. */
#ifndef DERIVED_CALLS_H
#define DERIVED_CALLS_H

#include "particle.h"

enum { OP_EDGES, OP_PASS, OP_DEAL };

/*
 * In and out of each rank: for edges the grid; for pass `count` particles, and
 * out those that it got; for deal in the matrix, on rank 0, and out its part.
 */
struct edges_args {
    int rows, cols;
};

struct pass_args {
    int count;
};

struct deal_args {
    int rows, cols;
};

#endif
