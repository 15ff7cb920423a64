/* driver.c - worker side of `add`. */
#include "add.h"
#include "calls.h"
#include "driver.h"

static void run_add(const void *args)
{
    const struct add_args *a = args;
    *a->sum = add(a->a, a->b);
}

DRIVER_OPS(run_add);
