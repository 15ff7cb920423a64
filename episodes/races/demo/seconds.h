/* seconds.h - what a clock says, for the demonstrations. */
#ifndef DEMO_SECONDS_H
#define DEMO_SECONDS_H

#include <time.h>

/* CLOCK_MONOTONIC: the clock on the wall; CLOCK_THREAD_CPUTIME_ID: how long
 * the calling thread has really run. */
static inline double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

#endif
