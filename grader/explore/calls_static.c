/*
 * Functions of libc that keep their result, or where they stopped, in memory
 * that is one for all threads. Each step of theirs writes it, so two threads
 * that call them are in a data race if nothing orders them.
 */
#define _GNU_SOURCE
#include <string.h>
#include <time.h>

#include "access.h"
#include "calls.h"
#include "run.h"
#include "state.h"

#define DATE_SIZE 26 /* as asctime_r() wants */

/* The names are those that reports give to this memory. */
EXPLORE_STATE static struct tm result_of_localtime;
EXPLORE_STATE static char result_of_asctime[DATE_SIZE];
EXPLORE_STATE static char *position_of_strtok;

void calls_static_reset(void)
{
    position_of_strtok = NULL;
}

struct tm *explore_localtime(const time_t *when)
{
    if (!run_active)
        return localtime(when);
    access_memory(&result_of_localtime, sizeof result_of_localtime,
                  ACCESS_WRITE, CALLER);
    return localtime_r(when, &result_of_localtime);
}

struct tm *explore_gmtime(const time_t *when)
{
    if (!run_active)
        return gmtime(when);
    access_memory(&result_of_localtime, sizeof result_of_localtime,
                  ACCESS_WRITE, CALLER);
    return gmtime_r(when, &result_of_localtime);
}

char *explore_asctime(const struct tm *when)
{
    if (!run_active)
        return asctime(when);
    access_memory(result_of_asctime, DATE_SIZE, ACCESS_WRITE, CALLER);
    return asctime_r(when, result_of_asctime);
}

char *explore_ctime(const time_t *when)
{
    if (!run_active)
        return ctime(when);
    access_memory(result_of_asctime, DATE_SIZE, ACCESS_WRITE, CALLER);
    return ctime_r(when, result_of_asctime);
}

char *explore_strtok(char *text, const char *ends)
{
    if (!run_active)
        return strtok(text, ends);
    access_memory(&position_of_strtok, sizeof position_of_strtok, ACCESS_WRITE,
                  CALLER);
    return strtok_r(text, ends, &position_of_strtok);
}
