/*
 * team.c - lib/team.h with threads that stay: all systems here start theirs
 * before the first round, which is not timed. Who calls is the first of the
 * team, as in OpenMP.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "team.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards the rest */
static pthread_cond_t called = PTHREAD_COND_INITIALIZER,
                      ended = PTHREAD_COND_INITIALIZER;
static unsigned started = 1, threads_now, running; /* 0 is who calls */
static unsigned long calls;
static team_body *body_now;
static void *shared_now;

static void *serve(void *arg)
{
    const unsigned rank = (unsigned)(uintptr_t)arg;
    pthread_mutex_lock(&lock);
    for (unsigned long served = 0;;) {
        while (calls == served)
            pthread_cond_wait(&called, &lock);
        served = calls;
        if (rank >= threads_now)
            continue;
        pthread_mutex_unlock(&lock);
        body_now(rank, threads_now, shared_now);
        pthread_mutex_lock(&lock);
        if (--running == 0)
            pthread_cond_signal(&ended);
    }
    return NULL;
}

void team_run(unsigned threads, team_body *body, void *shared)
{
    pthread_mutex_lock(&lock);
    for (; started < threads; started++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, serve, (void *)(uintptr_t)started))
            abort();
    }
    body_now = body;
    shared_now = shared;
    threads_now = threads;
    running = threads - 1;
    calls++;
    pthread_cond_broadcast(&called);
    pthread_mutex_unlock(&lock);
    body(0, threads, shared);
    pthread_mutex_lock(&lock);
    while (running > 0)
        pthread_cond_wait(&ended, &lock);
    pthread_mutex_unlock(&lock);
}
