/*
 * What the programs here share: threads that are told their number, and work
 * that takes a known number of steps. Each program gets the number of threads
 * as its argument; bench_virtual.c compares its speed-up with the prediction.
 */
#pragma once

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#define MOST_THREADS 64

static int threads; /* how many, from the argument */

struct share {
    int number;
};

/*
 * Arithmetic of `rounds` steps, some 1.2 ns each. Every step needs the one
 * before, and callers hand the result to the next call: so it takes as long
 * when a second thread runs on the same core by hyper-threading, which virtual
 * time knows nothing of.
 */
static inline uint32_t work(uint32_t seed, int rounds)
{
    for (int i = 0; i < rounds; i++)
        seed = seed * 1664525u + 1013904223u;
    return seed;
}

/* The part of `count` things that belongs to a thread. */
static inline long first_of(int number, long count)
{
    return count * number / threads;
}

static inline void on_all(void *(*function)(void *))
{
    static struct share shares[MOST_THREADS];
    pthread_t handles[MOST_THREADS];
    for (int i = 0; i < threads; i++) {
        shares[i].number = i;
        pthread_create(&handles[i], NULL, function, &shares[i]);
    }
    for (int i = 0; i < threads; i++)
        pthread_join(handles[i], NULL);
}

static inline int number_of(const void *share)
{
    return ((const struct share *)share)->number;
}

static inline void get_threads(int argc, char **argv)
{
    threads = argc > 1 ? atoi(argv[1]) : 1;
    if (threads < 1 || threads > MOST_THREADS)
        exit(2);
}
