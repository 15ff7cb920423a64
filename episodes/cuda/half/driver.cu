/* driver.cu - worker side of `half`. */
#include "device.h"

#include "calls.h"
#include "half.h"

static void run_sum(const void *args)
{
    const struct sum_args *a = (const struct sum_args *)args;
    device_begin();
    *a->sum = sum(a->number, a->n, a->error);
    device_end();
}

DRIVER_OPS(run_sum);
