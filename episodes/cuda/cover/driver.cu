// driver.cu - worker side: launches the kernel, or calls cover_all
#include "device.h"

#include "calls.h"
#include "cover.h"

static void run(const struct cover_args *a, bool all)
{
    size_t n = (size_t)a->n;
    int *more = device_copy(a->more, n), *total = device_copy(a->before, n);
    device_begin();
    if (all)
        cover_all(more, total, a->n);
    else
        cover<<<a->grid, a->block>>>(more, total, a->n);
    device_end();
    device_fetch(a->total, total, n);
    device_free(more);
}

static void run_cover(const void *args)
{
    run((const struct cover_args *)args, false);
}

static void run_cover_all(const void *args)
{
    run((const struct cover_args *)args, true);
}

DRIVER_OPS(run_cover, run_cover_all);
