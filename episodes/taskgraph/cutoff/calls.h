/* calls.h - the calls between judge and worker for this exercise. */
#ifndef CUTOFF_CALLS_H
#define CUTOFF_CALLS_H

#include "cutoff.h"

enum { OP_VALUE };

struct value_args {
    struct tree tree; /* its array in IN */
    unsigned threads;
    uint64_t *value; /* OUT */
};

#endif
