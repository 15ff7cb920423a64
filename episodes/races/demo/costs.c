/*
 * costs.c - what one increment costs, alone and with two threads.
 *
 * Nanoseconds on the clock for each increment, whoever made it: two threads
 * that do not disturb each other need half as long as one.  The threads start
 * together, and only rounds count in which the kernel let them run: on a busy
 * machine the two would otherwise often not run at the same time at all.
 */
#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "cacheline.h"
#include "seconds.h"
#include "team.h"

enum { INCREMENTS = 40000, MOST_ROUNDS = 300, ROUNDS = 60, THREADS = 2 };

/* volatile: each increment really reads, adds and writes. */
static struct {
    alignas(CACHELINE) volatile uint64_t value;
} apart[THREADS];
static alignas(CACHELINE) volatile uint64_t neighbour[THREADS];
static alignas(CACHELINE) volatile uint64_t shared_plain;
static alignas(CACHELINE) _Atomic uint64_t shared_atomic;
static alignas(CACHELINE) uint64_t shared_locked;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void add_apart(unsigned rank, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        apart[rank].value++;
}

static void add_neighbour(unsigned rank, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        neighbour[rank]++;
}

static void add_plain(unsigned rank, unsigned n)
{
    (void)rank;
    for (unsigned i = 0; i < n; i++)
        shared_plain++;
}

static void add_atomic(unsigned rank, unsigned n)
{
    (void)rank;
    for (unsigned i = 0; i < n; i++)
        atomic_fetch_add_explicit(&shared_atomic, 1, memory_order_relaxed);
}

static void add_locked(unsigned rank, unsigned n)
{
    (void)rank;
    for (unsigned i = 0; i < n; i++) {
        pthread_mutex_lock(&lock);
        shared_locked++;
        pthread_mutex_unlock(&lock);
    }
}

struct round {
    void (*add)(unsigned rank, unsigned n);
    atomic_uint here; /* threads that are ready to start */
    double start[THREADS], end[THREADS];
    long interrupted[THREADS];
};

static long interruptions(void)
{
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nivcsw;
}

static void work(unsigned rank, unsigned threads, void *shared)
{
    struct round *r = shared;
    atomic_fetch_add(&r->here, 1);
    while (atomic_load(&r->here) < threads)
        ;
    long before = interruptions();
    r->start[rank] = seconds(CLOCK_MONOTONIC);
    r->add(rank, INCREMENTS / threads);
    r->end[rank] = seconds(CLOCK_MONOTONIC);
    r->interrupted[rank] = interruptions() - before;
}

/* Nanoseconds for each increment; negative if the kernel interrupted it. */
static double measure(unsigned threads, void (*add)(unsigned, unsigned))
{
    struct round r = {.add = add};
    team_run(threads, work, &r);
    double start = r.start[0], end = r.end[0];
    long interrupted = r.interrupted[0];
    for (unsigned i = 1; i < threads; i++) {
        start = r.start[i] < start ? r.start[i] : start;
        end = r.end[i] > end ? r.end[i] : end;
        interrupted += r.interrupted[i];
    }
    return interrupted > 0 ? -1 : 1e9 * (end - start) / INCREMENTS;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The middle half of all quiet rounds. */
static void print_range(unsigned threads, void (*add)(unsigned, unsigned))
{
    double ns[ROUNDS];
    unsigned quiet = 0;
    for (unsigned i = 0; i < MOST_ROUNDS && quiet < ROUNDS; i++) {
        ns[quiet] = measure(threads, add);
        quiet += ns[quiet] >= 0;
    }
    qsort(ns, quiet, sizeof *ns, compare);
    if (quiet < 8)
        printf("  %-16s", "too busy to say");
    else
        printf("  %6.1f .. %-6.1f", ns[quiet / 4], ns[3 * quiet / 4]);
}

int main(void)
{
    static const struct {
        const char *name;
        void (*add)(unsigned rank, unsigned n);
    } ways[] = {
        {"a variable each, far apart", add_apart},
        {"a variable each, neighbours", add_neighbour},
        {"one for both, unguarded (wrong)", add_plain},
        {"one for both, atomic", add_atomic},
        {"one for both, under a mutex", add_locked},
    };
    printf("  %-32s  %-16s  %s\n", "ns for each increment", "one thread",
           "two threads");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        printf("  %-32s", ways[i].name);
        print_range(1, ways[i].add);
        print_range(2, ways[i].add);
        printf("\n");
    }
    return 0;
}
