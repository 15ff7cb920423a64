/* calls.h - the calls between judge and worker for this exercise. */
#ifndef SCHEDULES_CALLS_H
#define SCHEDULES_CALLS_H

#include "schedules.h"

enum { OP_EVEN, OP_GROWING, OP_BLOCK, OP_SCATTERED, OP_COUNT };

/* Each operation uses what its function has. */
struct schedules_args {
    const uint64_t *items; /* IN: n */
    const unsigned *steps; /* IN: n */
    size_t n;
    unsigned threads;
    uint64_t *sum;    /* OUT */
    uint64_t *ground; /* OUT: n */
    size_t *where;    /* OUT */
    size_t *bins;     /* OUT: BINS */
};

#endif
