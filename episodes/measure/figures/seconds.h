/* seconds.h - the clock, and work that takes as long as one wants. */
#ifndef FIGURES_SECONDS_H
#define FIGURES_SECONDS_H

#include <stddef.h>
#include <stdint.h>
#include <time.h>

static inline double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
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
