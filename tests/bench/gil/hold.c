/*
 * hold.c - programs of pico under the lock of the exercise `hold`, on real
 * cores. Linked with our solution or with no lock at all; prints "NAME TAB
 * compute|sleep TAB threads TAB seconds" for each number of threads.
 *
 *     hold NAME THREADS...
 */
#include <stdio.h>
#include <stdlib.h>

#include "calls.h"
#include "clock.h"
#include "driver.h"

/* CPython's switch interval. */
enum { INTERVAL = 5000, COUNTS = 600000, NAPS = 640 };

static void work(void *data, unsigned threads)
{
    struct run_args args = *(struct run_args *)data;
    int64_t total;
    args.threads = threads;
    args.total = &total;
    driver_ops[OP_RUN](&args);
    if (total != (int64_t)args.n) {
        fprintf(stderr, "hold: %lld of %zu\n", (long long)total, args.n);
        exit(1);
    }
}

int main(int argc, char **argv)
{
    struct run_args compute = {WORK_COUNT, INTERVAL, 1, COUNTS, NULL};
    struct run_args sleep = {WORK_SLEEP, INTERVAL, 1, NAPS, NULL};
    for (int i = 2; i < argc; i++) {
        unsigned threads = (unsigned)atoi(argv[i]);
        printf("%s\tcompute\t%u\t%.6f\n", argv[1], threads,
               clock_best(work, &compute, threads));
        printf("%s\tsleep\t%u\t%.6f\n", argv[1], threads,
               clock_best(work, &sleep, threads));
    }
    return 0;
}
