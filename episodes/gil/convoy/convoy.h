/*
 * convoy.h - the contract: who gets the lock next, and when its holder has to
 * let go.
 *
 * The lock works as that of `hold`; what is left open is the policy, two
 * questions that it asks again and again.  The policy that ships is
 *
 *     next      the thread that has waited longest
 *     patience  one interval after the lock last changed hands, or after the
 *               first of those who wait came, whichever is later
 *
 * and it is a bad one.  You show that first (convoy_load), and then you write
 * a better one.  All times are in microseconds.
 *
 * Threads do the same thing for ever: hold the lock for `compute`, then sleep
 * for `sleep` without it.  One that never sleeps just computes.  Whenever the
 * lock goes to a thread, CONVOY_SWITCH passes before that thread runs.
 *
 * A turn is short if it needs the lock for at most CONVOY_SHORT.
 */
#ifndef CONVOY_H
#define CONVOY_H

#include <stdbool.h>
#include <stdint.h>

enum {
    CONVOY_THREADS = 8,
    CONVOY_INTERVAL = 5000,
    CONVOY_SHORT = CONVOY_INTERVAL / 10,
    CONVOY_SWITCH = 20
};

/* A thread that waits, or the one that holds the lock. */
struct convoy_thread {
    unsigned number;
    uint64_t since;   /* it waits, or holds the lock, since then */
    uint64_t last;    /* how long it held the lock the last time; 0: never */
    bool interrupted; /* the last time, the lock was taken from it; false: it
                         gave it up, because it had to sleep */
};

/* What the lock knows. */
struct convoy_view {
    uint64_t now;
    struct convoy_thread holder;         /* for convoy_patience only */
    const struct convoy_thread *waiting; /* who waits longest is first */
    unsigned count;                      /* at least 1 */
    unsigned threads;                    /* that there are, in all */
};

/*
 * The lock is free: which of those who wait gets it? Its index, below `count`.
 */
unsigned convoy_next(const struct convoy_view *view);

/*
 * The lock is held, and others wait: how long may the holder go on, from now?
 * Asked when the lock has gone to a thread and others wait, and whenever one
 * more begins to wait; what counts is the last answer.
 *
 * Wanted, whatever the threads do, in a run of some seconds:
 *   - of 100 short turns 99 wait for at most two intervals;
 *   - nobody waits longer than two intervals for each thread that there is;
 *   - at least 0.9 of the work gets done that gets done with the policy that
 *     ships.
 */
uint64_t convoy_patience(const struct convoy_view *view);

/*
 * Threads that the policy that ships cannot cope with: a round of thread 0,
 * from one sleep to the next, takes more than 20 times as long as it takes
 * when thread 0 is alone. A round of thread 0 is at least 250 alone.
 */
struct convoy_load {
    unsigned threads; /* 2 to CONVOY_THREADS */
    struct {
        uint32_t compute; /* 1 to 1000000 */
        uint32_t sleep;   /* 0 to 1000000; 0: never sleeps */
    } thread[CONVOY_THREADS];
};
extern const struct convoy_load convoy_load;

#endif
