/* calls.h - the calls between judge and worker for this exercise. */
#ifndef QUEUE_CALLS_H
#define QUEUE_CALLS_H

#include <stddef.h>
#include <stdint.h>

enum { OP_NEW, OP_PUSH, OP_POP, OP_CLOSE, OP_FREE };

/* The worker keeps this many queues, numbered from 0. */
enum { QUEUES = 2 };

struct new_args {
    unsigned queue;
    size_t capacity;
    size_t *made; /* OUT: 1, or 0 if there was no queue */
};

/* Pushes n values one after the other, up to the first that is refused. */
struct push_args {
    unsigned queue;
    const uint64_t *values; /* IN: n values */
    size_t n;
    size_t *done; /* OUT: how many queue_push returned true for */
};

/* Pops n values one after the other, up to the first that is refused. */
struct pop_args {
    unsigned queue;
    uint64_t *values; /* OUT: n values */
    size_t n;
    size_t *done; /* OUT: how many queue_pop returned true for */
};

/* OP_CLOSE and OP_FREE */
struct queue_args {
    unsigned queue;
};

#endif
