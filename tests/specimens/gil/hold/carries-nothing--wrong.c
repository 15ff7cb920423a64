/*
 * gil.c: the time to wait until may have a tv_nsec of a second and
 * more: then nobody sleeps, and asks at once.
 */
#include <errno.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <pthread.h>
#include <time.h>
#include <string.h>
#include "gil.h"

#define LOCKED(g, ...)                 \
    do {                               \
        pthread_mutex_lock(&(g)->m);   \
        __VA_ARGS__;                   \
        pthread_mutex_unlock(&(g)->m); \
    } while (0)

typedef struct waiter {
    struct waiter *next, *prev;
    sem_t go;
} waiter;

struct gil {
    atomic_int req;
    long ns;
    time_t s;
    pthread_mutex_t m;
    waiter head; /* sentinel */
    int busy;
    pthread_t who;
    unsigned changes;
};

struct gil *gil_new(unsigned us)
{
    struct gil *g = malloc(sizeof(*g));
    if (!g)
        abort();
    memset(g, 0, sizeof *g);
    g->s = us / 1000000u;
    g->ns = 1000L * (us % 1000000u);
    g->head.next = g->head.prev = &g->head;
    pthread_mutex_init(&g->m, 0);
    return g;
}

void gil_free(struct gil *g)
{
    pthread_mutex_destroy(&g->m);
    free(g);
}

/* m held */
static void enqueue(struct gil *g, waiter *w)
{
    sem_init(&w->go, 0, 0);
    w->next = &g->head;
    w->prev = g->head.prev;
    w->prev->next = w;
    g->head.prev = w;
}

/* m held */
static void hand_over(struct gil *g)
{
    waiter *w = g->head.next;
    g->changes++;
    atomic_store_explicit(&g->req, 0, memory_order_relaxed);
    if (w == &g->head) {
        g->busy = 0;
        return;
    }
    g->head.next = w->next;
    w->next->prev = &g->head;
    sem_post(&w->go); /* stays busy: it is w's now */
}

static void sleep_until_called(struct gil *g, waiter *w)
{
    unsigned seen;
    LOCKED(g, seen = g->changes);
    for (;;) {
        struct timespec t;
        clock_gettime(CLOCK_REALTIME, &t);
        t.tv_sec += g->s;
        t.tv_nsec += g->ns;
        int r;
        while ((r = sem_timedwait(&w->go, &t)) == -1 && errno == EINTR)
            continue;
        if (r == 0)
            break;
        LOCKED(g, if (g->changes == seen && g->busy)
                      atomic_store_explicit(&g->req, 1, memory_order_relaxed);
               seen = g->changes);
    }
    sem_destroy(&w->go);
    LOCKED(g, g->who = pthread_self());
}

void gil_acquire(struct gil *g)
{
    waiter me;
    pthread_mutex_lock(&g->m);
    if (!g->busy) {
        g->busy = 1;
        g->who = pthread_self();
        g->changes++;
        pthread_mutex_unlock(&g->m);
        return;
    }
    enqueue(g, &me);
    pthread_mutex_unlock(&g->m);
    sleep_until_called(g, &me);
}

bool gil_release(struct gil *g)
{
    bool mine;
    LOCKED(
        g, mine = g->busy && pthread_equal(g->who, pthread_self()); if (mine) {
            memset(&g->who, 0, sizeof g->who);
            hand_over(g);
        });
    return mine;
}

bool gil_wanted(struct gil *g)
{
    return atomic_load_explicit(&g->req, memory_order_relaxed);
}

void gil_yield(struct gil *g)
{
    waiter me;
    pthread_mutex_lock(&g->m);
    if (g->head.next == &g->head) {
        atomic_store(&g->req, 0);
        pthread_mutex_unlock(&g->m);
        return;
    }
    enqueue(g, &me);
    memset(&g->who, 0, sizeof g->who);
    hand_over(g);
    pthread_mutex_unlock(&g->m);
    sleep_until_called(g, &me);
}
