/* clock.h - the best of some rounds, by the clock. */
#ifndef BENCH_CLOCK_H
#define BENCH_CLOCK_H

#include <time.h>

static inline double clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Seconds that body(data, threads) takes, at best of five times. */
static inline double clock_best(void (*body)(void *data, unsigned threads),
                                void *data, unsigned threads)
{
    double best = 0;
    for (int round = 0; round < 5; round++) {
        double start = clock_now();
        body(data, threads);
        double took = clock_now() - start;
        best = best == 0 || took < best ? took : best;
    }
    return best;
}

#endif
