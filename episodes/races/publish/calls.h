/* calls.h - the calls between judge and worker for this exercise. */
#ifndef PUBLISH_CALLS_H
#define PUBLISH_CALLS_H

#include <stddef.h>
#include <stdint.h>

#include "publish.h"

enum {
    OP_SEND,
    OP_RECEIVE,
    OP_PUBLISH,
    OP_WATCH,
    OP_TABLE,
    OP_LITMUS,
    OP_WATCH_OFTEN,
    OP_TABLE_OFTEN
};

/* Puts or takes n letters one after the other; tries again when it is
 * refused, and gives up after `patience` refusals in all. */
struct post_args {
    struct letter *letters; /* of OP_SEND: IN, of OP_RECEIVE: OUT */
    size_t n, patience;
    size_t *done; /* OUT: letters that went through */
};

/* Publishes n readings, or looks n times. */
struct reading_args {
    struct reading *readings; /* of OP_PUBLISH: IN, of OP_WATCH: OUT */
    size_t n;
};

/* Calls table_get, and reads the table. */
struct table_args {
    uint64_t *sum;   /* OUT: of the entries */
    uint64_t *where; /* OUT: the pointer */
    size_t *made;    /* OUT: how often table_make has been called by now */
};

struct litmus_args {
    enum answer (*answers)[ORDERS]; /* OUT: LITMUS_TESTS */
};

/* What is done with each reading and entry when there are many of them: a few
 * nanoseconds of work. */
static inline uint64_t publish_mix(uint64_t x)
{
    for (unsigned i = 0; i < 32; i++)
        x = (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9ull;
    return x;
}

/* Many calls of reading_latest or table_get, spread over threads. */
struct often_args {
    size_t times;
    unsigned threads;
    uint64_t *sum; /* OUT: of what was read */
};

#endif
