#include "vtime.h"

#include "cores.h"
#include "state.h"

#define SECOND 1000000000ull
#define REALTIME_START (1700000000ull * SECOND)
#define MONOTONIC_START (1000ull * SECOND)
#define READ_COST 1000 /* nanoseconds, times the number of readings / 16 */

EXPLORE_STATE static uint64_t vtime;
EXPLORE_STATE static uint64_t vtime_readings;

void vtime_reset(void)
{
    vtime = 0;
    vtime_readings = 0;
}

uint64_t vtime_now(void)
{
    return cores_on ? cores_now() / 1000 : vtime;
}

bool vtime_was_read(void)
{
    return vtime_readings;
}

void vtime_advance(uint64_t time)
{
    if (time > vtime)
        vtime = time;
}

static uint64_t vtime_start(clockid_t clock)
{
    return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE ||
                   clock == CLOCK_TAI
               ? REALTIME_START
               : MONOTONIC_START;
}

struct timespec vtime_read(clockid_t clock)
{
    cores_charge(COST_CLOCK);
    vtime += READ_COST * (1 + vtime_readings++ / 16);
    uint64_t time = vtime_start(clock) + vtime_now();
    return (struct timespec){.tv_sec = (time_t)(time / SECOND),
                             .tv_nsec = (long)(time % SECOND)};
}

static uint64_t vtime_length(const struct timespec *length)
{
    if (length->tv_sec < 0)
        return 0;
    return (uint64_t)length->tv_sec * SECOND + (uint64_t)length->tv_nsec;
}

uint64_t vtime_deadline(clockid_t clock, const struct timespec *deadline)
{
    uint64_t time = vtime_length(deadline);
    uint64_t start = vtime_start(clock);
    return time > start ? time - start : 0;
}

uint64_t vtime_after(const struct timespec *length)
{
    return vtime_now() + vtime_length(length);
}
