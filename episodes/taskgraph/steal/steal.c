/*
 * steal.c - a deque and a crew. Make both work between threads.
 *
 * The deque is right for one thread.  top and bottom count the items that have
 * ever gone out at the old end and come in at the new one; an item's slot is
 * its number modulo the capacity.  The crew does every job at once, when it is
 * spawned, on the thread of the caller.  steal.h is the contract; team.h and
 * bell.h are there for threads and for their sleep.
 */
#include <stdlib.h>

#include "steal.h"

/* --- the deque ----------------------------------------------------------- */

struct deque {
    size_t mask; /* capacity - 1 */
    /* TODO: who writes to each of these? who reads it meanwhile? */
    int64_t top;    /* number of the oldest item */
    int64_t bottom; /* number that the next item gets */
    void *slots[];
};

struct deque *deque_new(size_t capacity)
{
    struct deque *d = calloc(1, sizeof *d + capacity * sizeof d->slots[0]);
    if (d != NULL)
        d->mask = capacity - 1;
    return d;
}

void deque_free(struct deque *d)
{
    free(d);
}

bool deque_push(struct deque *d, void *item)
{
    if (d->bottom - d->top > (int64_t)d->mask)
        return false;
    d->slots[d->bottom & d->mask] = item;
    d->bottom++;
    return true;
}

/* TODO: owner and thieves may want the same item, when it is the last one. */
void *deque_pop(struct deque *d)
{
    if (d->bottom == d->top)
        return NULL;
    return d->slots[--d->bottom & d->mask];
}

void *deque_steal(struct deque *d)
{
    if (d->bottom == d->top)
        return NULL;
    return d->slots[d->top++ & d->mask]; /* TODO: two thieves */
}

/* --- the crew ------------------------------------------------------------ */

struct worker {
    struct deque *deque; /* TODO: and what else? */
};

void crew_run(unsigned threads, job_work *work, void *arg)
{
    struct worker me = {NULL};
    (void)threads;
    work(&me, arg); /* TODO: other threads, who steal */
}

void crew_spawn(struct worker *me, struct job *job, job_work *work, void *arg)
{
    (void)job;
    work(me, arg); /* TODO: later, perhaps on another thread */
}

void crew_join(struct worker *me, struct job *job)
{
    (void)me;
    (void)job; /* TODO: other jobs, until this one has ended */
}
