/* calls.h - the calls between judge and ranks for this exercise. */
#ifndef COLLECTIVES_CALLS_H
#define COLLECTIVES_CALLS_H

enum { OP_BCAST, OP_REDUCE, OP_ALLREDUCE, OP_SCAN, OP_ALLTOALLV, COLLECTIVES };

/* In: count items, of which a broadcast wants those of the root; of
 * alltoallv, give[] and take[], then the items. Out: the items. */
struct collective_args {
    int count, root, ranks;
};

#endif
