/* calls.h - the calls between judge and worker for this exercise. */
#ifndef STEAL_CALLS_H
#define STEAL_CALLS_H

#include <stddef.h>
#include <stdint.h>

enum {
    OP_NEW,
    OP_PUSH,
    OP_POP,
    OP_STEAL,
    OP_FREE,
    OP_CREW,
    OP_OPEN,
};

/* One deque at a time. */
struct new_args {
    size_t capacity;
    size_t *made; /* OUT: 1, or 0 if there was none */
};

/* Pushes n items, or takes n out, one after the other; gives up after
 * `patience` refusals in all. */
struct move_args {
    uint64_t *items; /* of OP_PUSH: IN, else OUT; none is 0 */
    size_t n, patience;
    size_t *done; /* OUT: how many went */
};

struct free_args {
    char none;
};

enum load {
    LOAD_NOTHING, /* no job is spawned */
    LOAD_FIB,     /* the size-th number of Fibonacci, by its definition */
    LOAD_QUEENS,  /* ways to put `size` queens on a board of that size */
    LOAD_TREE,    /* nodes of the tree of `key`, of depth `size` */
    LOAD_WAIT,    /* a job waits for the begin of another: see driver.c */
    LOAD_FLAT,    /* `size` jobs, all spawned before the first is joined */
    LOAD_MEET,    /* the same, and each sleeps until all have begun */
    LOAD_SLEEP,   /* a job sleeps until OP_OPEN, and nothing else is there */
    LOADS
};

struct crew_args {
    enum load load;
    unsigned threads, size, steps; /* steps: of each piece of work */
    uint64_t key;
    uint64_t *result; /* OUT */
    uint64_t *pieces; /* OUT: pieces of work done */
};

struct open_args {
    char none;
};

#endif
