/* calls.h - the calls between judge and worker for this exercise. */
#ifndef HOLD_CALLS_H
#define HOLD_CALLS_H

#include <stddef.h>
#include <stdint.h>

enum {
    OP_NEW,
    OP_ACQUIRE,
    OP_RELEASE,
    OP_WANTED,
    OP_YIELD,
    OP_TURN,
    OP_FREE,
    OP_RUN
};

/* The worker keeps one lock; and a book of who is inside, which the lock is to
 * guard. */
struct new_args {
    unsigned interval; /* microseconds */
    unsigned threads;  /* that will make an OP_TURN */
};

/* OP_RELEASE and OP_WANTED */
struct truth_args {
    size_t *truth; /* OUT: what was returned */
};

/* OP_ACQUIRE, OP_YIELD, OP_FREE */
struct no_args {
    char none;
};

/* Acquires the lock; `yields` times waits until somebody wants it, and yields;
 * releases it. It does not wait when no other thread has a turn to come. */
struct turn_args {
    unsigned yields;
    size_t *overlaps; /* OUT: times that another thread was inside, too */
    size_t *kept;     /* OUT: yields after which nobody had come inside */
};

/* What programs of pico do: */
enum work {
    WORK_COUNT, /* list[0] += 1, n times in all */
    WORK_SLEEP, /* a native function sleeps with the lock given up, n times */
};

/* A team runs a program in an interpreter with this lock. */
struct run_args {
    enum work work;
    unsigned interval, threads;
    size_t n;
    int64_t *total; /* OUT: list[0] at the end, or number of sleeps */
};

#endif
