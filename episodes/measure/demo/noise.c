/*
 * noise.c - the same work, timed 400 times, and what one might say of it.
 *
 * Nothing differs between one run and the next but the machine. Prints how
 * the times differ, and how often ways to compare would have called one of two
 * equal programs faster by more than two per cent. With an argument, only the
 * times, in ms.
 */
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RUNS = 400, ROUNDS = 400000, TRIES = 200, SIZE = 20 };

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double time_once(void)
{
    double start = seconds();
    uint64_t x = 88172645463325252u;
    for (unsigned i = 0; i < ROUNDS; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    *(volatile uint64_t *)&x = x;
    return seconds() - start;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

enum way { ONE_RUN, MEAN, LEAST, WAYS };
static const char *const names[WAYS] = {"one run of each",
                                        "means of 20 and the next 20",
                                        "the least of 20 and of the next 20"};

/* Of n times in a row. */
static double figure(enum way way, const double *times, int n)
{
    double sum = 0, least = times[0];
    for (int i = 0; i < n; i++) {
        sum += times[i];
        least = times[i] < least ? times[i] : least;
    }
    return way == LEAST ? least : sum / n;
}

int main(int argc, char **argv)
{
    static double times[RUNS], sorted[RUNS];
    (void)argv;
    for (int i = 0; i < RUNS; i++)
        times[i] = time_once();
    for (int i = 0; i < RUNS && argc > 1; i++)
        printf("%.4f\n", 1e3 * times[i]);
    if (argc > 1)
        return 0;
    memcpy(sorted, times, sizeof times);
    qsort(sorted, RUNS, sizeof *sorted, by_size);
    printf("  least %.3f ms, median %.3f, 99 of 100 below %.3f, longest %.3f\n",
           1e3 * sorted[0], 1e3 * sorted[RUNS / 2],
           1e3 * sorted[RUNS * 99 / 100], 1e3 * sorted[RUNS - 1]);
    for (enum way way = 0; way < WAYS; way++) {
        int found = 0, n = way == ONE_RUN ? 1 : SIZE;
        for (int i = 0; i < TRIES; i++) {
            double ratio =
                figure(way, times + i + n, n) / figure(way, times + i, n);
            found += ratio > 1.02 || ratio < 0.98;
        }
        printf("  %-36s \"differ\" in %3d of %d cases\n", names[way], found,
               TRIES);
    }
    return 0;
}
