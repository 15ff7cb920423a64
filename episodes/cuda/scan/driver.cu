/* driver.cu - worker side of `scan`. */
#include "device.h"

#include "calls.h"
#include "scan.h"

static void run_reduce(const void *args)
{
    const struct reduce_args *a = (const struct reduce_args *)args;
    unsigned *in = device_copy(a->in, (size_t)a->n);
    unsigned *sum = device_new<unsigned>(1);
    device_begin();
    reduce(in, a->n, sum);
    device_end();
    device_fetch(a->sum, sum, 1);
    device_free(in);
}

static void run_scan(const void *args)
{
    const struct scan_args *a = (const struct scan_args *)args;
    unsigned *in = device_copy(a->in, (size_t)a->n);
    unsigned *out = device_new<unsigned>((size_t)a->n);
    device_begin();
    scan(in, a->n, out);
    device_end();
    device_fetch(a->out, out, (size_t)a->n);
    device_free(in);
}

static void run_compact(const void *args)
{
    const struct compact_args *a = (const struct compact_args *)args;
    unsigned *in = device_copy(a->in, (size_t)a->n);
    unsigned *out = device_copy(a->before, (size_t)a->n);
    unsigned *kept = device_new<unsigned>(1);
    device_begin();
    compact(in, a->n, out, kept);
    device_end();
    device_fetch(a->out, out, (size_t)a->n);
    device_fetch(a->kept, kept, 1);
    device_free(in);
}

DRIVER_OPS(run_reduce, run_scan, run_compact);
