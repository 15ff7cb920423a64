/* calls.h - the calls between judge and worker for this exercise. */
#ifndef CACHE_LINE_CALLS_H
#define CACHE_LINE_CALLS_H

#include <stddef.h>
#include <stdint.h>

enum { OP_NEW, OP_FREE, OP_ADD, OP_READ, OP_WHOLE };

/* Tallies have numbers on the judge's side. */
enum { TALLIES = 4 };

struct new_args {
    unsigned tally, threads;
};

struct free_args {
    unsigned tally;
};

/* amounts[0], amounts[1], ... one after the other. */
struct add_args {
    unsigned tally, rank;
    const uint64_t *amounts; /* IN: n */
    size_t n;
};

/* Reads n times. */
struct read_args {
    unsigned tally;
    uint64_t *totals; /* OUT: n */
    size_t n;
};

/* A tally of its own: new, n additions by a team, read, free. */
struct whole_args {
    const uint64_t *items; /* IN: n */
    size_t n;
    unsigned threads;
    uint64_t *total; /* OUT */
};

#endif
