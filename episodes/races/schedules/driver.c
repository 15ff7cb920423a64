/* driver.c - worker side of `schedules`: unpacks a call. */
#include <string.h>

#include "calls.h"
#include "driver.h"
#include "schedules.h"

static void run_even(const void *args)
{
    const struct schedules_args *a = args;
    *a->sum = even(a->items, a->n, a->threads);
}

static void run_growing(const void *args)
{
    const struct schedules_args *a = args;
    growing(a->items, a->n, a->threads, a->ground);
}

static void run_block(const void *args)
{
    const struct schedules_args *a = args;
    *a->where = block(a->items, a->steps, a->n, a->threads);
}

static void run_scattered(const void *args)
{
    const struct schedules_args *a = args;
    /* several workers at a time may have this call: none adds up in OUT */
    size_t bins[BINS];
    memcpy(bins, a->bins, sizeof bins);
    scattered(a->items, a->steps, a->n, a->threads, bins);
    memcpy(a->bins, bins, sizeof bins);
}

DRIVER_OPS(run_even, run_growing, run_block, run_scattered);
