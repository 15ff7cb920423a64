/*
 * prices.c - what it costs to have something done by somebody else, and what
 * must be in a task for that not to matter, by the clock.
 *
 *     prices call|thread|openmp|run      nanoseconds for each
 *     prices grain THREADS GRAIN         milliseconds for all leaves
 */
#include <omp.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph.h"
#include "run.h"
#include "seconds.h"

enum { ROUNDS = 15, TASKS = 100000, THREADS = 200, LEAVES = 1 << 18 };

static uint32_t slots[TASKS];

__attribute__((noinline)) static void nothing(uint32_t i)
{
    slots[i]++;
}

static void by_call(void)
{
    for (uint32_t i = 0; i < TASKS; i++)
        nothing(i);
}

static void *in_thread(void *arg)
{
    nothing((uint32_t)(uintptr_t)arg);
    return NULL;
}

static void by_thread(void)
{
    for (uintptr_t i = 0; i < THREADS; i++) {
        pthread_t id;
        if (pthread_create(&id, NULL, in_thread, (void *)i) != 0)
            abort();
        pthread_join(id, NULL);
    }
}

static void by_openmp(void)
{
#pragma omp parallel num_threads(2)
#pragma omp single
    for (uint32_t i = 0; i < TASKS; i++)
#pragma omp task firstprivate(i)
        nothing(i);
}

static bool in_run(uint32_t task, void *data)
{
    (void)data;
    nothing(task);
    return true;
}

static void by_run(void)
{
    struct graph g;
    if (!graph_make(&g, TASKS, NULL, 0))
        abort();
    if (run(&g, in_run, NULL, 2) != RUN_DONE)
        abort();
    graph_clear(&g);
}

/* --- a sum over a tree of calls -------------------------------------------
 */

static uint64_t leaf(uint64_t x)
{
    for (unsigned i = 0; i < 20; i++)
        x = (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9ull;
    return x;
}

static uint64_t all(uint64_t first, uint64_t n)
{
    return n == 1 ? leaf(first)
                  : all(first, n / 2) + all(first + n / 2, n - n / 2);
}

static uint64_t sum(uint64_t first, uint64_t n, uint64_t grain)
{
    uint64_t left, right;
    if (n <= grain)
        return n == 1 ? leaf(first) : all(first, n);
#pragma omp task shared(left)
    left = sum(first, n / 2, grain);
    right = sum(first + n / 2, n - n / 2, grain);
#pragma omp taskwait
    return left + right;
}

static int threads;
static uint64_t grain, total;

static void by_grain(void)
{
#pragma omp parallel num_threads(threads)
#pragma omp single
    total = sum(1, LEAVES, grain);
}

/* --------------------------------------------------------------------------
 */

static double best(void (*body)(void))
{
    double least = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double start = seconds(CLOCK_MONOTONIC);
        body();
        double took = seconds(CLOCK_MONOTONIC) - start;
        least = least == 0 || took < least ? took : least;
    }
    return least;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*body)(void);
        unsigned times;
    } ways[] = {{"call", by_call, TASKS},
                {"thread", by_thread, THREADS},
                {"openmp", by_openmp, TASKS},
                {"run", by_run, TASKS}};
    if (argc == 4 && strcmp(argv[1], "grain") == 0) {
        threads = atoi(argv[2]);
        grain = (uint64_t)atol(argv[3]);
        printf("%8.2f", best(by_grain) * 1e3);
        return total == 0;
    }
    for (size_t i = 0; argc == 2 && i < sizeof ways / sizeof *ways; i++)
        if (strcmp(argv[1], ways[i].name) == 0) {
            printf("%9.1f", best(ways[i].body) * 1e9 / ways[i].times);
            return 0;
        }
    return 2;
}
