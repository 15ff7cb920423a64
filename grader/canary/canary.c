/* canary.c - wrong on purpose, see canary.h */
#include <pthread.h>

#include "canary.h"
#include "team.h"

static void add(unsigned rank, unsigned threads, void *shared)
{
    int *total = shared;
    (void)rank, (void)threads;
    ++*total;
}

int canary_race(void)
{
    int total = 0;
    team_run(2, add, &total);
    return total;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void add_late(unsigned rank, unsigned threads, void *shared)
{
    int *total = shared;
    (void)rank, (void)threads;
    pthread_mutex_lock(&lock);
    int old = *total;
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
    *total = old + 1;
    pthread_mutex_unlock(&lock);
}

int canary_order(void)
{
    int total = 0;
    team_run(2, add_late, &total);
    return total;
}
