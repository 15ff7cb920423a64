/*
 * gil.c - the one lock of an interpreter. Make it fair, and make it one.
 *
 * This is a flag that nobody respects: acquire sets it, whoever holds it.  A
 * mutex and a condition variable are there, and nothing uses them yet.  gil.h
 * is the contract.
 *
 * A mutex alone will not do as the lock.  It knows no request, and a thread
 * that unlocks it and locks it again is nearly always quicker than the one that
 * has to be woken up: others would wait for ever.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "gil.h"

struct gil {
    unsigned interval;     /* microseconds */
    atomic_bool wanted;    /* the request */
    pthread_mutex_t guard; /* of all below, held for moments only */
    pthread_cond_t changed;
    bool held; /* TODO: by whom? and whose turn is it next? */
};

struct gil *gil_new(unsigned interval)
{
    struct gil *g = calloc(1, sizeof *g);
    if (g == NULL)
        abort();
    g->interval = interval;
    pthread_mutex_init(&g->guard, NULL);
    pthread_cond_init(&g->changed, NULL);
    return g;
}

void gil_free(struct gil *g)
{
    pthread_cond_destroy(&g->changed);
    pthread_mutex_destroy(&g->guard);
    free(g);
}

void gil_acquire(struct gil *g)
{
    /* TODO: wait for your turn, and leave a request after an interval */
    g->held = true;
}

bool gil_release(struct gil *g)
{
    /* TODO: only if it is the caller's; and who has to know of it? */
    g->held = false;
    return true;
}

bool gil_wanted(struct gil *g)
{
    return atomic_load_explicit(&g->wanted, memory_order_relaxed);
}

void gil_yield(struct gil *g)
{
    gil_release(g);
    gil_acquire(g); /* TODO: not before the others */
}
