/*
 * fooled.c - six ways to measure something else than one thinks.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    TERMS = 1000000000,
    FEWER = 100000000,
    ITEMS = 1 << 20,
    SORTED = 100000
};

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* The compiler may not know what x is from here on, and has to have it. */
#define USE(x) __asm__ volatile("" : "+r"(x))

static uint64_t sum(uint64_t n)
{
    uint64_t s = 0;
    for (uint64_t i = 0; i < n; i++)
        s += i;
    return s;
}

static uint64_t sum_term_by_term(uint64_t n)
{
    uint64_t s = 0;
    for (uint64_t i = 0; i < n; i++) {
        uint64_t term = i;
        USE(term);
        s += term;
    }
    return s;
}

static void show(const char *what, double seconds)
{
    double unit = seconds < 1e-6 ? 1e-9 : seconds < 1e-3 ? 1e-6 : 1e-3;
    const char *name = seconds < 1e-6 ? "ns" : seconds < 1e-3 ? "us" : "ms";
    printf("  %-52s %9.2f %s\n", what, seconds / unit, name);
}

static void sums(void)
{
    double start = now(CLOCK_MONOTONIC);
    sum(TERMS);
    show("the sum of 10^9 terms, which nobody uses",
         now(CLOCK_MONOTONIC) - start);
    start = now(CLOCK_MONOTONIC);
    uint64_t s = sum(TERMS);
    USE(s);
    show("the same, and it is used", now(CLOCK_MONOTONIC) - start);
    start = now(CLOCK_MONOTONIC);
    s = sum_term_by_term(FEWER);
    USE(s);
    show("a tenth of it, and each term is really added",
         now(CLOCK_MONOTONIC) - start);
}

static void the_clock(void)
{
    double least = 1;
    for (int i = 0; i < 1000; i++) {
        double start = now(CLOCK_MONOTONIC);
        double end = now(CLOCK_MONOTONIC);
        least = end - start < least ? end - start : least;
    }
    show("nothing at all, between two looks at the clock", least);
}

static void first_and_later(void)
{
    double first = 0, least = 1;
    uint64_t *items = calloc(ITEMS, sizeof *items), s = 0;
    for (int i = 0; i < 20; i++) {
        double start = now(CLOCK_MONOTONIC);
        for (size_t k = 0; k < ITEMS; k++)
            s += items[k];
        USE(s);
        double took = now(CLOCK_MONOTONIC) - start;
        first = i == 0 ? took : first;
        least = took < least ? took : least;
    }
    show("the sum of 2^20 numbers in memory, the first time", first);
    show("the same, the quickest of 20 times", least);
    free(items);
}

static int by_size(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void sorted(void)
{
    static uint64_t items[SORTED];
    uint64_t x = 1;
    for (size_t i = 0; i < SORTED; i++)
        items[i] = x = x * 6364136223846793005u + 1442695040888963407u;
    for (int i = 0; i < 2; i++) {
        double start = now(CLOCK_MONOTONIC);
        qsort(items, SORTED, sizeof *items, by_size);
        show(i == 0 ? "100,000 numbers are sorted" : "the same, once more",
             now(CLOCK_MONOTONIC) - start);
    }
}

static void asleep(void)
{
    double cpu = now(CLOCK_PROCESS_CPUTIME_ID), start = now(CLOCK_MONOTONIC);
    nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
    show("50 ms of sleep, by the CPU clock",
         now(CLOCK_PROCESS_CPUTIME_ID) - cpu);
    show("the same, by the steady clock", now(CLOCK_MONOTONIC) - start);
}

int main(void)
{
    the_clock();
    sums();
    first_and_later();
    sorted();
    asleep();
    return 0;
}
