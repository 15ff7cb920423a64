/* driver.c - worker side of `cutoff`: unpacks a call. */
#include "calls.h"
#include "driver.h"

static void run_value(const void *args)
{
    const struct value_args *a = args;
    *a->value = tree_value(&a->tree, a->threads);
}

DRIVER_OPS(run_value);
