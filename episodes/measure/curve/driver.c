/* driver.c - worker side of `curve`: unpacks a call. */
#include "calls.h"
#include "curve.h"
#include "driver.h"

static void run_serial(const void *args)
{
    const struct serial_args *a = args;
    for (size_t i = 0; i < a->n; i++)
        a->serial[i] = curve_serial(a->points[i]);
}

static void run_explain(const void *args)
{
    const struct explain_args *a = args;
    struct verdict v = curve_explain(a->points, POINTS);
    *a->limit = (uint32_t)v.limit;
    *a->at_64 = v.at_64;
}

DRIVER_OPS(run_serial, run_explain);
