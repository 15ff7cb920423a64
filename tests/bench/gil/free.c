/*
 * free.c - what the exercise `free` has threads do with objects, on real cores.
 * Linked with our solution or with the serial code; prints "NAME TAB threads
 * TAB seconds" for each number of threads.
 *
 *     free NAME THREADS...
 */
#include <stdio.h>
#include <stdlib.h>

#include "calls.h"
#include "clock.h"
#include "driver.h"

static void work(void *data, unsigned threads)
{
    int64_t sum;
    size_t live, n = *(size_t *)data;
    struct work_args args = {threads, n, &sum, &live};
    driver_ops[OP_WORK](&args);
    if (sum != (int64_t)n) {
        fprintf(stderr, "free: %lld of %zu additions\n", (long long)sum, n);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    size_t n = 200000;
    for (int i = 2; i < argc; i++) {
        unsigned threads = (unsigned)atoi(argv[i]);
        printf("%s\t%u\t%.6f\n", argv[1], threads,
               clock_best(work, &n, threads));
    }
    return 0;
}
