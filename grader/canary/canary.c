/* canary.c - racy on purpose, see canary.h */
#include "canary.h"
#include "team.h"

static void add(unsigned rank, unsigned threads, void *shared)
{
    int *total = shared;
    (void)rank, (void)threads;
    ++*total;
}

int canary_race(void)
{
    int total = 0;
    team_run(2, add, &total);
    return total;
}
