/* calls.h - the calls between judge and worker for this exercise. */
#ifndef COUNTER_CALLS_H
#define COUNTER_CALLS_H

#include <stddef.h>
#include <stdint.h>

enum { OP_COUNT_MUTEX, OP_COUNT_ATOMIC, OP_COUNT_PRIVATE, OP_COUNT };

struct count_args {
    const uint64_t *items; /* IN: n items */
    size_t n;
    unsigned limit, threads;
    size_t *total; /* OUT */
};

#endif
