/*
 * costs.c - what one increment costs, alone and with two threads.
 *
 * Nanoseconds on the clock for each increment, whoever made it: two threads
 * that do not disturb each other need half as long as one.  They start together
 * on two cores, and only rounds count in which they ran at the same time: on
 * a busy machine the kernel often runs them one after the other.
 */
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "cacheline.h"
#include "seconds.h"
#include "team.h"

enum { INCREMENTS = 40000, MOST_ROUNDS = 300, THREADS = 2 };
enum { ROUNDS = 40, LEAST_ROUNDS = 8 };

/* volatile: each increment really reads, adds and writes. */
static struct {
    alignas(CACHELINE) volatile uint64_t value;
} own[THREADS];
static alignas(CACHELINE) volatile uint64_t shared_plain;
static alignas(CACHELINE) _Atomic uint64_t shared_atomic;
static alignas(CACHELINE) uint64_t shared_locked;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void add_own(unsigned rank, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        own[rank].value++;
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
};

/* Gives each thread a core of its own, as far as there are any. */
static void choose_core(unsigned rank)
{
    cpu_set_t all, one;
    if (sched_getaffinity(0, sizeof all, &all) != 0)
        return;
    unsigned left = rank % (unsigned)CPU_COUNT(&all), core = 0;
    while (!CPU_ISSET(core, &all) || left-- > 0)
        core++;
    CPU_ZERO(&one);
    CPU_SET(core, &one);
    sched_setaffinity(0, sizeof one, &one);
}

static void work(unsigned rank, unsigned threads, void *shared)
{
    struct round *r = shared;
    choose_core(rank);
    atomic_fetch_add(&r->here, 1);
    while (atomic_load(&r->here) < threads)
        ;
    r->start[rank] = seconds(CLOCK_MONOTONIC);
    r->add(rank, INCREMENTS / threads);
    r->end[rank] = seconds(CLOCK_MONOTONIC);
}

/* Nanoseconds for each increment; negative if the threads did not run at the
 * same time for most of the round. */
static double measure(unsigned threads, void (*add)(unsigned, unsigned))
{
    const double most = 0.8;
    struct round r = {.add = add};
    team_run(threads, work, &r);
    double start = r.start[0], end = r.end[0], all = end - start;
    if (threads == 2) {
        start = fmin(start, r.start[1]);
        end = fmax(end, r.end[1]);
        all = fmin(r.end[0], r.end[1]) - fmax(r.start[0], r.start[1]);
    }
    return all < most * (end - start) ? -1 : 1e9 * (end - start) / INCREMENTS;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The middle half of all rounds that count. */
static void print_range(unsigned threads, void (*add)(unsigned, unsigned))
{
    double ns[ROUNDS];
    unsigned counted = 0;
    for (unsigned i = 0; i < MOST_ROUNDS && counted < ROUNDS; i++) {
        ns[counted] = measure(threads, add);
        counted += ns[counted] >= 0;
    }
    qsort(ns, counted, sizeof *ns, compare);
    if (counted < LEAST_ROUNDS)
        printf("  %16s", "too busy to say");
    else
        printf("  %6.1f .. %6.1f", ns[counted / 4], ns[3 * counted / 4]);
}

int main(void)
{
    static const struct {
        const char *name;
        void (*add)(unsigned rank, unsigned n);
    } ways[] = {
        {"a variable for each thread", add_own},
        {"one for both, unguarded (wrong)", add_plain},
        {"one for both, atomic", add_atomic},
        {"one for both, under a mutex", add_locked},
    };
    printf("  %-32s  %16s  %16s\n", "ns for each increment", "one thread",
           "two threads");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        printf("  %-32s", ways[i].name);
        print_range(1, ways[i].add);
        print_range(2, ways[i].add);
        printf("\n");
    }
    return 0;
}
