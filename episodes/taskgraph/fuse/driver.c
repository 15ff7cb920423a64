/* driver.c - worker side of `fuse`: unpacks a call. */
#include "calls.h"
#include "driver.h"

static void run_cull(const void *args)
{
    const struct rewrite_args *a = args;
    *a->left = cull(a->steps, a->n, a->wanted, a->nwanted, a->out, a->place);
}

static void run_merge(const void *args)
{
    const struct rewrite_args *a = args;
    *a->left = merge(a->steps, a->n, a->out, a->place);
}

static void run_fuse(const void *args)
{
    const struct rewrite_args *a = args;
    *a->left = fuse(a->steps, a->n, a->wanted, a->nwanted, a->place);
}

DRIVER_OPS(run_cull, run_merge, run_fuse);
