/* The request is a plain variable. */
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "gil.h"

struct gil {
    unsigned interval;     /* microseconds */
    bool wanted;           /* the request */
    pthread_mutex_t guard; /* of all below, held for moments only */
    pthread_cond_t changed;
    unsigned long drawn, called; /* the number that is called holds the lock */
    bool held;
    pthread_t holder;
};

struct gil *gil_new(unsigned interval)
{
    struct gil *g = calloc(1, sizeof *g);
    pthread_condattr_t clock;
    if (g == NULL)
        abort();
    g->interval = interval;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_mutex_init(&g->guard, NULL);
    pthread_cond_init(&g->changed, &clock);
    pthread_condattr_destroy(&clock);
    return g;
}

void gil_free(struct gil *g)
{
    pthread_cond_destroy(&g->changed);
    pthread_mutex_destroy(&g->guard);
    free(g);
}

static struct timespec in_microseconds(unsigned n)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_nsec += (long)(n % 1000000) * 1000;
    t.tv_sec += n / 1000000 + t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return t;
}

/* These three are called with the guard held. */
static void wait_for(struct gil *g, unsigned long number)
{
    while (g->called != number) {
        unsigned long before = g->called;
        struct timespec until = in_microseconds(g->interval);
        int late = pthread_cond_timedwait(&g->changed, &g->guard, &until);
        if (late != 0 && g->called == before)
            g->wanted = true;
    }
    g->held = true;
    g->holder = pthread_self();
}

static void call_next(struct gil *g)
{
    g->held = false;
    g->called++;
    g->wanted = false;
    pthread_cond_broadcast(&g->changed);
}

static bool is_mine(const struct gil *g)
{
    return g->held && pthread_equal(g->holder, pthread_self());
}

void gil_acquire(struct gil *g)
{
    pthread_mutex_lock(&g->guard);
    wait_for(g, g->drawn++);
    pthread_mutex_unlock(&g->guard);
}

bool gil_release(struct gil *g)
{
    pthread_mutex_lock(&g->guard);
    bool mine = is_mine(g);
    if (mine)
        call_next(g);
    pthread_mutex_unlock(&g->guard);
    return mine;
}

bool gil_wanted(struct gil *g)
{
    return g->wanted;
}

void gil_yield(struct gil *g)
{
    pthread_mutex_lock(&g->guard);
    unsigned long number = g->drawn++;
    call_next(g);
    wait_for(g, number);
    pthread_mutex_unlock(&g->guard);
}
