/*
 * cholesky.c - the factorisation of `depend`, our solution or (BY_HAND) the
 * same tiles with worksharing loops, as one would write it without depend.
 *
 *     cholesky NAME THREADS TILES SIDE    prints "NAME TAB Gflop/s"
 *
 * The steps are the same object file for everybody: what differs is who does
 * what when. Every bit must be that of the serial loops.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "depend.h"

#ifdef BY_HAND
#define TILE(i, j) tile(a, n, b, (i), (j))

bool cholesky(double *a, size_t n, size_t b, unsigned threads)
{
    bool good = true;
#pragma omp parallel num_threads(threads)
    for (size_t k = 0; k < n; k++) {
#pragma omp single
        good = good && tile_factor(b, TILE(k, k));
#pragma omp for schedule(dynamic)
        for (size_t i = k + 1; i < n; i++)
            tile_solve(b, TILE(k, k), TILE(i, k));
#pragma omp for schedule(dynamic)
        for (size_t i = n - 1; i > k; i--) { /* the longest rows first */
            for (size_t j = k + 1; j < i; j++)
                tile_product(b, TILE(i, k), TILE(j, k), TILE(i, j));
            tile_square(b, TILE(i, k), TILE(i, i));
        }
    }
    return good;
}
#endif

/* The serial loops, under another name. */
#define cholesky serial
#include "serial.c"
#undef cholesky

enum { ROUNDS = 9 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Symmetric, with a heavy diagonal; only the lower tiles are used. */
static void fill(double *a, size_t n, size_t b)
{
    uint64_t seed = 1;
    for (size_t i = 0; i < n * n * b * b; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        a[i] = (double)(seed >> 40) / (1 << 24);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t r = 0; r < b; r++)
            tile(a, n, b, i, i)[r * b + r] += (double)(n * b);
}

/* Seconds; the result is in a. */
static double measure(const double *from, double *a, size_t bytes, size_t n,
                      size_t b, unsigned threads)
{
    memcpy(a, from, bytes);
    double start = now();
    if (!(threads == 0 ? serial : cholesky)(a, n, b, threads))
        abort();
    return now() - start;
}

static void *memory(size_t bytes)
{
    void *p = malloc(bytes);
    if (p == NULL)
        abort();
    return p;
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    unsigned threads = (unsigned)atoi(argv[2]);
    size_t n = (size_t)atoi(argv[3]), b = (size_t)atoi(argv[4]);
    size_t bytes = n * n * b * b * sizeof(double);
    double *from = memory(bytes), *a = memory(bytes), *right = memory(bytes);
    double flops = (double)(n * b) * (double)(n * b) * (double)(n * b) / 3;
    double best = 0;
    fill(from, n, b);
    measure(from, right, bytes, n, b, 0);
    for (int round = 0; round < ROUNDS; round++) {
        double took = measure(from, a, bytes, n, b, threads);
        best = best == 0 || took < best ? took : best;
        if (memcmp(a, right, bytes) != 0) {
            fprintf(stderr, "%s: not what the serial loops make\n", argv[1]);
            return 1;
        }
    }
    printf("%s\t%.3f\n", argv[1], flops / best * 1e-9);
    free(from);
    free(a);
    free(right);
    return 0;
}
