/* A list of those who wait; the holder hands the lock to the first of them. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "gil.h"

struct sleeper {
    struct sleeper *next;
    pthread_cond_t turn;
    bool called;
};

struct gil {
    unsigned interval;
    atomic_uint wanted;
    pthread_mutex_t guard;
    struct sleeper *first, **last;
    pthread_t *holder; /* NULL: nobody */
    pthread_t holder_is;
    unsigned long turns;
};

struct gil *gil_new(unsigned interval)
{
    struct gil *g = calloc(1, sizeof *g);
    if (g == NULL)
        abort();
    g->interval = interval;
    g->last = &g->first;
    pthread_mutex_init(&g->guard, NULL);
    return g;
}

void gil_free(struct gil *g)
{
    pthread_mutex_destroy(&g->guard);
    free(g);
}

static void sleep_once(struct gil *g, struct sleeper *s)
{
    unsigned long turns = g->turns;
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    t.tv_sec += g->interval / 1000000;
    t.tv_nsec += (long)(g->interval % 1000000) * 1000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    if (pthread_cond_timedwait(&s->turn, &g->guard, &t) != 0 && !s->called &&
        turns == g->turns)
        atomic_store(&g->wanted, 1);
}

static void join_the_line(struct gil *g, struct sleeper *s)
{
    *s = (struct sleeper){.next = NULL};
    pthread_cond_init(&s->turn, NULL);
    *g->last = s;
    g->last = &s->next;
}

static void wait_in_line(struct gil *g, struct sleeper *s)
{
    while (!s->called)
        sleep_once(g, s);
    pthread_cond_destroy(&s->turn);
}

static void become_holder(struct gil *g)
{
    g->holder_is = pthread_self();
    g->holder = &g->holder_is;
}

/* The lock stays held for the first in the line. */
static void pass_on(struct gil *g)
{
    struct sleeper *s = g->first;
    g->holder = NULL;
    g->turns++;
    atomic_store(&g->wanted, 0);
    if (s == NULL)
        return;
    g->first = s->next;
    if (g->first == NULL)
        g->last = &g->first;
    g->holder = &g->holder_is;
    g->holder_is = 0;
    s->called = true;
    pthread_cond_signal(&s->turn);
}

void gil_acquire(struct gil *g)
{
    struct sleeper s;
    pthread_mutex_lock(&g->guard);
    if (g->holder != NULL) {
        join_the_line(g, &s);
        wait_in_line(g, &s);
    }
    become_holder(g);
    pthread_mutex_unlock(&g->guard);
}

bool gil_release(struct gil *g)
{
    pthread_mutex_lock(&g->guard);
    bool mine =
        g->holder != NULL && pthread_equal(g->holder_is, pthread_self());
    if (mine)
        pass_on(g);
    pthread_mutex_unlock(&g->guard);
    return mine;
}

bool gil_wanted(struct gil *g)
{
    return atomic_load(&g->wanted) != 0;
}

void gil_yield(struct gil *g)
{
    struct sleeper s;
    pthread_mutex_lock(&g->guard);
    if (g->first != NULL) {
        join_the_line(g, &s);
        pass_on(g);
        wait_in_line(g, &s);
        become_holder(g);
    }
    pthread_mutex_unlock(&g->guard);
}
