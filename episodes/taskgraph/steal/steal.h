/*
 * steal.h - the contract: a deque that others may steal from, and a crew of
 * threads that share out jobs by stealing.
 *
 * A deque has one owner, who puts items in and takes them out at one end, like
 * a stack.  Any other thread may take the oldest item from the other end.
 * Neither ever waits for the other: no lock of any kind, and no loop that waits
 * for another thread (one that starts again because somebody else was quicker
 * is fine).
 *
 * In a crew each thread has a deque of its own for the jobs that it spawns,
 * works from the new end, and steals from others when it has none left.
 * lib/team.h starts threads, and bell.h lets them sleep: you need no lock of
 * your own, and are given none.
 */
#ifndef STEAL_H
#define STEAL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- the deque ----------------------------------------------------------- */

struct deque; /* yours */

/* An empty deque for `capacity` items, a power of two. NULL: no memory. */
struct deque *deque_new(size_t capacity);
void deque_free(struct deque *d);

/* The owner's: puts an item in (never NULL); false if there is no room. While
 * somebody steals, false is also right for a deque that is just not full. */
bool deque_push(struct deque *d, void *item);

/* The owner's: takes the newest item out; NULL if there is none. */
void *deque_pop(struct deque *d);

/* Anybody's: takes the oldest item out; NULL if there is none, or if another
 * thread that came at the same time was quicker. */
void *deque_steal(struct deque *d);

/* --- the crew ------------------------------------------------------------ */

struct worker; /* a thread of a crew: yours */

typedef void job_work(struct worker *me, void *arg);

/* A call that may be made by another thread. It lies wherever who spawns it
 * has put it, until it has been joined. The fields are yours. */
struct job {
    job_work *work;
    void *arg;
    atomic_uint state;
};

/*
 * Calls work(me, arg) on one of `threads` threads (at least 1; the caller's may
 * be one of them) and returns when it has returned and all threads have ended.
 * Meanwhile the threads do the jobs that are spawned. One that finds nothing to
 * do sleeps until there is something: it uses no core.
 */
void crew_run(unsigned threads, job_work *work, void *arg);

/* Called by a job, with its own `me`: has job->work(some worker, arg) called
 * once, on any thread of the crew, now or later. */
void crew_spawn(struct worker *me, struct job *job, job_work *work, void *arg);

/*
 * Called by who has spawned it: returns when the job has ended; all that it
 * wrote is seen then. While it has not, this thread does other jobs, those that
 * were spawned last first; if there are none, it sleeps. Every job is joined
 * once, before the job that spawned it ends.
 */
void crew_join(struct worker *me, struct job *job);

#endif
