/* driver.c - worker side of the canary */
#include "canary.h"
#include "driver.h"

static void run_race(const void *args)
{
    (void)args;
    canary_race();
}

static void run_clean(const void *args)
{
    (void)args;
    canary_clean();
}

DRIVER_OPS(run_race, run_clean);
