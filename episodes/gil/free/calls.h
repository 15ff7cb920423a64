/* calls.h - the calls between judge and worker for this exercise. */
#ifndef FREE_CALLS_H
#define FREE_CALLS_H

#include <stddef.h>
#include <stdint.h>

enum { OP_NEW, OP_HOLD, OP_DROP, OP_ADD, OP_SETTLE, OP_COUNT, OP_WORK };

/* The worker keeps this many objects, numbered from 0. */
enum { OBJECTS = 16 };

struct new_args {
    unsigned object, rank;
    int64_t value;
    size_t eternal;
};

/* OP_HOLD, OP_DROP: `times` times; OP_SETTLE, without an object. */
struct use_args {
    unsigned object, rank, times;
};

struct add_args {
    unsigned object;
    int64_t amount;
    int64_t *value; /* OUT: the new one */
};

struct count_args {
    size_t *taken; /* OUT: pieces of memory that objects have had */
    size_t *given; /* OUT: and have given back */
    size_t *twice; /* OUT: that were given back more than once */
};

/* What an interpreter does with objects: each thread has an object of its own,
 * and there is an eternal one, its program. `n` times in all, a thread holds
 * both, reads one, adds 1 to the other, drops both; once in NEIGHBOUR times it
 * takes the object of the next thread. */
struct work_args {
    unsigned threads;
    size_t n;
    int64_t *sum; /* OUT: of the values of all objects */
    size_t *live; /* OUT: objects that are left in the end */
};
enum { NEIGHBOUR = 128 };

#endif
