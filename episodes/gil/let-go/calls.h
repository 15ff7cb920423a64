/* calls.h - the calls between judge and worker for this exercise. */
#ifndef LET_GO_CALLS_H
#define LET_GO_CALLS_H

#include <stddef.h>
#include <stdint.h>

enum {
    OP_NEW,
    OP_NAP,
    OP_DIGEST,
    OP_MEDIAN,
    OP_MEND,
    OP_APPEND,
    OP_SUM,
    OP_LIST,
    OP_TEAM
};

/* Functions of the interpreter: four call a native function, two are bytecode
 * (the sum is of the first two items). */
enum function { NAP, DIGEST, MEDIAN, MEND, APPEND, SUM, FUNCTIONS };

/* A new interpreter with one list of n items. */
struct new_args {
    const int64_t *items; /* IN */
    size_t n;
};

/* OP_NAP to OP_SUM: runs that function, of (x, y); the last three have the list
 * in the place of x. */
struct run_args {
    int64_t x, y;
    int64_t *result; /* OUT */
    size_t *failed;  /* OUT: 1 if it came to no result */
    char *error;     /* OUT: ERROR_MOST characters; "" */
};
enum { ERROR_MOST = 160 };

/* What the list has in it, and how often the lock was dropped by a thread that
 * did not hold it, or taken by one that did. */
struct list_args {
    int64_t *items; /* OUT: `most` */
    size_t most;
    size_t *n;      /* OUT */
    size_t *misuse; /* OUT */
};

/* A team makes `n` calls in all, with x = first, first + 1, ... and the same
 * y. */
struct team_args {
    enum function function;
    unsigned threads;
    size_t n;
    int64_t first, y;
    int64_t *sum;   /* OUT: of all results */
    size_t *misuse; /* OUT: as above */
};

#endif
