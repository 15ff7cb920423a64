/* calls.h - the calls between judge and worker for this exercise. */
#ifndef RING_CALLS_H
#define RING_CALLS_H

#include <stddef.h>
#include <stdint.h>

enum { OP_NEW, OP_PUSH, OP_POP, OP_FREE, OP_TRAFFIC };

/* The worker keeps this many rings, numbered from 0. */
enum { RINGS = 2 };

struct new_args {
    unsigned ring;
    size_t capacity;
    size_t *made; /* OUT: 1, or 0 if there was no ring */
};

/* Pushes n values, or pops n, one after the other; tries again when it is
 * told false, and gives up after `patience` refusals in a row. */
struct move_args {
    unsigned ring;
    uint64_t *values; /* of OP_PUSH: IN, of OP_POP: OUT */
    size_t n, patience;
    size_t *done; /* OUT: how often it was told true */
};

struct free_args {
    unsigned ring;
};

/* Makes a ring, has work handed through it (traffic.h), and frees it. */
struct traffic_args {
    size_t capacity;
    const uint64_t *items; /* IN */
    size_t n;
    unsigned threads;
    uint64_t *sum; /* OUT */
};

#endif
