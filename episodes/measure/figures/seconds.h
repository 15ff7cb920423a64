/* seconds.h - the clock, the cores, and work that takes as long as one wants.
 */
#ifndef FIGURES_SECONDS_H
#define FIGURES_SECONDS_H

#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

static inline double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Keeps the thread on one of the cores that it may use, each rank on another
 * one. */
static inline void pin(unsigned rank)
{
    cpu_set_t all, one;
    CPU_ZERO(&one);
    if (sched_getaffinity(0, sizeof all, &all) != 0)
        return;
    rank %= (unsigned)CPU_COUNT(&all);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET(cpu, &all) && rank-- == 0)
            CPU_SET(cpu, &one);
    sched_setaffinity(0, sizeof one, &one);
}

/* So many rounds of computing, some nanoseconds each, that nobody leaves out.
 */
static inline void grind(size_t rounds)
{
    uint64_t x = 88172645463325252u;
    for (size_t i = 0; i < rounds; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    __asm__ volatile("" : : "r"(x));
}

#endif
