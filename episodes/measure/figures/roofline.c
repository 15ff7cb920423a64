/*
 * roofline.c - one kernel that computes more and more with each number that it
 * fetches. Prints "THREADS FLOPS-PER-BYTE GFLOP/S".
 *
 * The numbers lie in 64 MiB, more than most caches hold; each thread has its
 * share of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "range.h"
#include "seconds.h"
#include "team.h"

enum { N = 8 << 20, REPEATS = 7, MOST = 64, THREADS = 256 };

static double *items;

/* 2 * `steps` flops for each number. The compiler sees how many, unrolls, and
 * works on several numbers at a time. */
#define KERNEL(steps)                                                          \
    static double kernel_##steps(size_t first, size_t end)                     \
    {                                                                          \
        double sum = 0;                                                        \
        for (size_t i = first; i < end; i++) {                                 \
            double x = items[i], value = x;                                    \
            _Pragma("GCC unroll 64") for (int k = 1; k < (steps); k++) value = \
                value * x + 0.5;                                               \
            sum += value * 0.25;                                               \
        }                                                                      \
        return sum;                                                            \
    }

KERNEL(1)
KERNEL(2)
KERNEL(4)
KERNEL(8)
KERNEL(16)
KERNEL(32)
KERNEL(64)

static const struct {
    unsigned steps;
    double (*run)(size_t first, size_t end);
} kernels[] = {{1, kernel_1},   {2, kernel_2},   {4, kernel_4},  {8, kernel_8},
               {16, kernel_16}, {32, kernel_32}, {64, kernel_64}};

static double sums[THREADS][16]; /* a line for each */

static void part(unsigned rank, unsigned threads, void *shared)
{
    const size_t *kernel = shared;
    pin(rank);
    struct range mine = range_part(N, threads, rank);
    sums[rank % THREADS][0] = kernels[*kernel].run(mine.first, mine.end);
}

/* Flops in a second. */
static double speed(size_t kernel, unsigned threads)
{
    double best = 1e9;
    for (int i = 0; i < REPEATS; i++) {
        double start = seconds();
        team_run(threads, part, &kernel);
        double took = seconds() - start;
        best = took < best ? took : best;
    }
    return 2.0 * kernels[kernel].steps * N / best;
}

int main(void)
{
    unsigned cores = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
    items = aligned_alloc(4096, N * sizeof *items);
    if (items == NULL)
        return 1;
    for (size_t i = 0; i < N; i++)
        items[i] = 1e-3 * (double)(i % 1000);
    for (unsigned threads = 1; threads <= cores;
         threads = threads < cores ? cores : cores + 1)
        for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++)
            printf("%u %g %.3f\n", threads, 2.0 * kernels[k].steps / 8,
                   1e-9 * speed(k, threads));
    free(items);
    return 0;
}
