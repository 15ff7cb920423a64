/* calls.h - the calls between judge and worker for this exercise. */
#ifndef RUN_CALLS_H
#define RUN_CALLS_H

#include <stdint.h>

#include "graph.h"

enum { OP_RUN, OP_OPEN };

/*
 * Task t computes value[t] from `key`, t and the values of the tasks that it
 * waits for: those behind t in `back`, which is the graph with its edges turned
 * round.
 */
struct run_args {
    struct graph g, back; /* arrays in IN */
    uint64_t key;
    unsigned threads, steps;  /* steps: how long a task takes */
    const uint8_t *kind;      /* IN: of each task, enum kind */
    uint64_t *value;          /* OUT */
    uint32_t *times, *result; /* OUT: how often run; what run() returned */
};

enum kind {
    PLAIN,
    FAILS, /* returns false when it is done */
    MEETS, /* sleeps until `threads` tasks of this kind have begun */
    WAITS, /* sleeps until OP_OPEN */
};

/* Lets tasks that wait go on: so many. */
struct open_args {
    unsigned count;
};

#endif
