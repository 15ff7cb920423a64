/* driver.c - worker side of `counter`: unpacks a call. */
#include "calls.h"
#include "counter.h"
#include "driver.h"

static void run_mutex(const void *args)
{
    const struct count_args *a = args;
    *a->total = count_mutex(a->items, a->n, a->limit, a->threads);
}

static void run_atomic(const void *args)
{
    const struct count_args *a = args;
    *a->total = count_atomic(a->items, a->n, a->limit, a->threads);
}

static void run_private(const void *args)
{
    const struct count_args *a = args;
    *a->total = count_private(a->items, a->n, a->limit, a->threads);
}

DRIVER_OPS(run_mutex, run_atomic, run_private);
