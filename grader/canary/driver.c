/* driver.c - worker side of the canary */
#include "canary.h"
#include "driver.h"

static void run(const void *args)
{
    (void)args;
    canary_race();
}

DRIVER_OPS(run);
