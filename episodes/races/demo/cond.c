/*
 * cond.c - three ways to wait, and why a wait belongs into a loop.
 *
 * First: a thread waits for a fifth of a second, and the kernel says how long
 * it used a core and how often it went to sleep.  Then: several threads wait
 * for values at one condition variable, and count how often they wake up and
 * find nothing.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/resource.h>

#include "seconds.h"
#include "team.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool ready; /* guarded by lock */
static atomic_bool flag;

static void nap(long milliseconds)
{
    nanosleep(&(struct timespec){0, milliseconds * 1000000}, NULL);
}

static bool look(void)
{
    pthread_mutex_lock(&lock);
    bool seen = ready;
    pthread_mutex_unlock(&lock);
    return seen;
}

static void spin(void)
{
    while (!atomic_load(&flag))
        ;
}

static void poll(void)
{
    while (!look())
        nap(1);
}

static void sleep_properly(void)
{
    pthread_mutex_lock(&lock);
    while (!ready)
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}

static void *wait_in(void *way)
{
    struct rusage usage;
    (*(void (**)(void))way)();
    getrusage(RUSAGE_THREAD, &usage);
    printf("%8.2f ms  %6ld\n", 1e3 * seconds(CLOCK_THREAD_CPUTIME_ID),
           usage.ru_nvcsw);
    return NULL;
}

static void try_to_wait(const char *name, void (*way)(void))
{
    pthread_t waiter;
    ready = false;
    atomic_store(&flag, false);
    printf("  %-28s", name);
    fflush(stdout);
    if (pthread_create(&waiter, NULL, wait_in, &way) != 0)
        return;
    nap(200);
    pthread_mutex_lock(&lock);
    ready = true;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    atomic_store(&flag, true);
    pthread_join(waiter, NULL);
}

enum { TAKERS = 3, VALUES = 30000 };

/* All guarded by lock. */
static struct {
    unsigned there, left, waits, for_nothing;
} pile;

static void work(unsigned steps)
{
    for (volatile unsigned i = 0; i < steps; i++)
        ;
}

static void take(void)
{
    pthread_mutex_lock(&lock);
    while (pile.left > 0) {
        while (pile.there == 0 && pile.left > 0) {
            pthread_cond_wait(&changed, &lock);
            pile.waits++;
            pile.for_nothing += pile.there == 0 && pile.left > 0;
        }
        if (pile.there == 0)
            continue;
        pile.there--;
        pile.left--;
        pthread_mutex_unlock(&lock);
        work(500);
        pthread_mutex_lock(&lock);
    }
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

static void put(void)
{
    for (unsigned i = 0; i < VALUES; i++) {
        pthread_mutex_lock(&lock);
        pile.there++;
        pthread_cond_signal(&changed);
        pthread_mutex_unlock(&lock);
        work(1000);
    }
}

static void put_or_take(unsigned rank, unsigned threads, void *unused)
{
    (void)threads, (void)unused;
    rank == 0 ? put() : take();
}

int main(void)
{
    printf("  %-28s  %-9s  %s\n", "waiting for 200 ms", "CPU time",
           "times asleep");
    try_to_wait("look again and again", spin);
    try_to_wait("look every millisecond", poll);
    try_to_wait("condition variable", sleep_properly);
    pile.left = VALUES;
    team_run(1 + TAKERS, put_or_take, NULL);
    printf("\n  %d values for %d threads: %u waits ended, and %u of them found "
           "nothing\n",
           VALUES, TAKERS, pile.waits, pile.for_nothing);
    return 0;
}
