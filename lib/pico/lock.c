/*
 * lock.c - the lock that CPython has, since its version 3.2.
 *
 * Who waits sleeps for an interval.  If nobody else has got the lock in that
 * time, it leaves a request; the holder sees it between two instructions and
 * lets go.  The holder then waits until another thread has had the lock:
 * otherwise it would take it back before the sleeper is awake.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "pico.h"

struct gil {
    struct pico_lock face;
    unsigned interval; /* microseconds */
    atomic_bool wanted;
    pthread_mutex_t guard; /* of all below */
    pthread_cond_t freed, switched;
    bool held;
    unsigned long turns; /* times that somebody has got it */
    unsigned waiting;
};

static struct timespec deadline(unsigned microseconds)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_nsec += (long)(microseconds % 1000000) * 1000;
    t.tv_sec += microseconds / 1000000 + t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return t;
}

/* Called with the guard held. */
static void get(struct gil *g)
{
    g->waiting++;
    while (g->held) {
        unsigned long turns = g->turns;
        struct timespec until = deadline(g->interval);
        int late = pthread_cond_timedwait(&g->freed, &g->guard, &until);
        if (late != 0 && g->held && g->turns == turns)
            atomic_store_explicit(&g->wanted, true, memory_order_relaxed);
    }
    g->waiting--;
    g->held = true;
    g->turns++;
    atomic_store_explicit(&g->wanted, false, memory_order_relaxed);
    pthread_cond_broadcast(&g->switched);
}

static void take(void *state)
{
    struct gil *g = state;
    pthread_mutex_lock(&g->guard);
    get(g);
    pthread_mutex_unlock(&g->guard);
}

static void drop(void *state)
{
    struct gil *g = state;
    pthread_mutex_lock(&g->guard);
    g->held = false;
    pthread_cond_signal(&g->freed);
    pthread_mutex_unlock(&g->guard);
}

static bool wanted(void *state)
{
    struct gil *g = state;
    return atomic_load_explicit(&g->wanted, memory_order_relaxed);
}

static void yield(void *state)
{
    struct gil *g = state;
    pthread_mutex_lock(&g->guard);
    unsigned long turns = g->turns;
    g->held = false;
    pthread_cond_signal(&g->freed);
    while (g->turns == turns && g->waiting > 0)
        pthread_cond_wait(&g->switched, &g->guard);
    get(g);
    pthread_mutex_unlock(&g->guard);
}

struct pico_lock *pico_lock_new(unsigned interval)
{
    struct gil *g = calloc(1, sizeof *g);
    pthread_condattr_t clock;
    if (g == NULL)
        abort();
    g->face = (struct pico_lock){take, drop, wanted, yield, g};
    g->interval = interval;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_mutex_init(&g->guard, NULL);
    pthread_cond_init(&g->freed, &clock);
    pthread_cond_init(&g->switched, NULL);
    pthread_condattr_destroy(&clock);
    return &g->face;
}

void pico_lock_free(struct pico_lock *lock)
{
    struct gil *g = lock->state;
    pthread_cond_destroy(&g->switched);
    pthread_cond_destroy(&g->freed);
    pthread_mutex_destroy(&g->guard);
    free(g);
}
