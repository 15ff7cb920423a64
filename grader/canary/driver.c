/* driver.c - worker side of the canary */
#include "canary.h"
#include "driver.h"

static void run_race(const void *args)
{
    (void)args;
    canary_race();
}

static void run_order(const void *args)
{
    int *const *total = args; /* OUT */
    **total = canary_order();
}

DRIVER_OPS(run_race, run_order);
