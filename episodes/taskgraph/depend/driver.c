/* driver.c - worker side of `depend`: unpacks a call. */
#include <string.h>

#include "calls.h"
#include "depend.h"
#include "driver.h"

static void run_cholesky(const void *args)
{
    const struct cholesky_args *a = args;
    memcpy(a->to, a->from, a->n * a->n * a->b * a->b * sizeof *a->to);
    *a->good = cholesky(a->to, a->n, a->b, a->threads);
}

DRIVER_OPS(run_cholesky);
