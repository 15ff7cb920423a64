// driver.cu - worker side of the canary for kernels
#include "device.h"

#include "canary.h"

struct out_args {
    int *out;
};

template <class K> static void run(K kernel, int n, const void *args)
{
    int *out = device_new<int>(n);
    device_begin();
    kernel<<<1, n>>>(out);
    device_must(cudaGetLastError());
    device_end();
    device_fetch(((const out_args *)args)->out, out, n);
}

static void run_race(const void *args)
{
    run(canary_race, 64, args);
}

static void run_column(const void *args)
{
    run(canary_column, 32, args);
}

static void run_outside(const void *args)
{
    run(canary_outside, 64, args);
}

static void run_unset(const void *args)
{
    run(canary_unset, 64, args);
}

static void run_apart(const void *args)
{
    run(canary_apart, 64, args);
}

DRIVER_OPS(run_race, run_column, run_outside, run_unset, run_apart);
