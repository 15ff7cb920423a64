/* calls.h - the calls between judge and ranks for this exercise. */
#ifndef HYBRID_CALLS_H
#define HYBRID_CALLS_H

#include <stdint.h>

enum { OP_COUNT, OP_SWAP };

/* In: items, or numbers. Out: what was counted, or the numbers that came. */
struct hybrid_args {
    unsigned threads;
    uint32_t key;
};

struct counted {
    int64_t all;
    int64_t threads; /* that have called count_key for some items */
    int64_t most;    /* items of one thread */
};

#endif
