/*
 * latency.c - how long a thread waits for the lock that mostly sleeps, alone
 * and beside threads that compute.
 *
 *     latency COMPUTING
 *
 * prints the median and the longest of its waits, in milliseconds.
 */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "pico/pico.h"
#include "seconds.h"
#include "team.h"

enum { WAITS = 101 };

static struct pico_lock *lock;
static atomic_bool over;
static double waited[WAITS];

/* Sleeps for a millisecond, wants the lock for a moment, and so on. */
static void sleep_and_want(void)
{
    for (int i = 0; i < WAITS; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        double start = seconds(CLOCK_MONOTONIC);
        lock->take(lock->state);
        waited[i] = seconds(CLOCK_MONOTONIC) - start;
        lock->drop(lock->state);
    }
    atomic_store(&over, true);
}

static void compute(void)
{
    lock->take(lock->state);
    while (!atomic_load_explicit(&over, memory_order_relaxed))
        if (lock->wanted(lock->state))
            lock->yield(lock->state);
    lock->drop(lock->state);
}

static void member(unsigned rank, unsigned threads, void *shared)
{
    (void)threads, (void)shared;
    if (rank == 0)
        sleep_and_want();
    else
        compute();
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    lock = pico_lock_new(5000);
    team_run(1 + (argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 0), member,
             NULL);
    qsort(waited, WAITS, sizeof *waited, compare);
    printf("median %7.3f ms, longest %7.3f ms\n", 1e3 * waited[WAITS / 2],
           1e3 * waited[WAITS - 1]);
    pico_lock_free(lock);
    return 0;
}
