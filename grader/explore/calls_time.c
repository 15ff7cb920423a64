/* Sleeping and clocks, in virtual time. */
#define _GNU_SOURCE
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "run.h"
#include "scheduler.h"
#include "state.h"
#include "vtime.h"
#include "watch.h"

#define MICROSECOND 1000ull
#define SECOND 1000000000ull

static struct timespec time_read(clockid_t clock)
{
    watch_progress();
    return vtime_read(clock);
}

unsigned explore_sleep(unsigned seconds)
{
    if (!run_active)
        return sleep(seconds);
    scheduler_sleep(vtime_now() + seconds * SECOND, CALLER);
    return 0;
}

int explore_usleep(useconds_t microseconds)
{
    if (!run_active)
        return usleep(microseconds);
    scheduler_sleep(vtime_now() + microseconds * MICROSECOND, CALLER);
    return 0;
}

int explore_nanosleep(const struct timespec *length, struct timespec *left)
{
    if (!run_active)
        return nanosleep(length, left);
    scheduler_sleep(vtime_after(length), CALLER);
    return 0;
}

int explore_clock_nanosleep(clockid_t clock, int flags,
                            const struct timespec *length,
                            struct timespec *left)
{
    if (!run_active)
        return clock_nanosleep(clock, flags, length, left);
    scheduler_sleep(flags & TIMER_ABSTIME ? vtime_deadline(clock, length)
                                          : vtime_after(length),
                    CALLER);
    return 0;
}

int explore_clock_gettime(clockid_t clock, struct timespec *now)
{
    if (!run_active)
        return clock_gettime(clock, now);
    *now = time_read(clock);
    return 0;
}

int explore_timespec_get(struct timespec *now, int base)
{
    if (!run_active)
        return timespec_get(now, base);
    *now = time_read(CLOCK_REALTIME);
    return base;
}

int explore_gettimeofday(struct timeval *now, void *zone)
{
    (void)zone;
    if (!run_active)
        return gettimeofday(now, NULL);
    struct timespec time = time_read(CLOCK_REALTIME);
    now->tv_sec = time.tv_sec;
    now->tv_usec = time.tv_nsec / 1000;
    return 0;
}

time_t explore_time(time_t *result)
{
    if (!run_active)
        return time(result);
    time_t now = time_read(CLOCK_REALTIME).tv_sec;
    if (result)
        *result = now;
    return now;
}

clock_t explore_clock(void)
{
    if (!run_active)
        return clock();
    time_read(CLOCK_PROCESS_CPUTIME_ID);
    return (clock_t)(vtime_now() / MICROSECOND);
}
