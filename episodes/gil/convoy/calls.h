/* calls.h - the calls between judge and worker for this exercise. */
#ifndef CONVOY_CALLS_H
#define CONVOY_CALLS_H

#include <stddef.h>

#include "convoy.h"

enum { OP_LOAD, OP_RUN };

struct load_args {
    struct convoy_load *load; /* OUT: the learner's */
};

/* Runs the machine with the learner's policy. */
struct run_args {
    const struct convoy_load *load; /* IN */
    uint64_t length;
    uint64_t *answers; /* OUT: in the order in which they were given */
    size_t most;       /* of them are kept */
    size_t *count;     /* OUT: that were given */
};

#endif
