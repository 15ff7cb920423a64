/* driver.cu - worker side of `histogram`. */
#include "device.h"

#include "calls.h"
#include "histogram.h"

static void run_histogram(const void *args)
{
    const struct histogram_args *a = (const struct histogram_args *)args;
    unsigned char *keys = device_copy(a->keys, (size_t)a->n);
    unsigned *bins = device_new<unsigned>(BINS);
    device_begin();
    histogram(keys, a->n, bins);
    device_end();
    device_fetch(a->bins, bins, BINS);
    device_free(keys);
}

DRIVER_OPS(run_histogram);
