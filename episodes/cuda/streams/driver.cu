// driver.cu - worker side: memory of the host that the device can copy by itself
#include "device.h"

#include <string.h>

#include "calls.h"
#include "streams.h"

static void run_streams(const void *args)
{
    const struct streams_args *a = (const struct streams_args *)args;
    size_t bytes = (size_t)a->n * sizeof(float);
    float *in, *out;
    device_must(cudaMallocHost(&in, bytes + sizeof *in));
    device_must(cudaMallocHost(&out, bytes + sizeof *out));
    memcpy(in, a->in, bytes);
    memcpy(out, a->out, bytes);
    device_begin();
    streams(in, out, a->n, a->chunk);
    memcpy(a->out, out, bytes); // without waiting for the device
    device_end();
    device_must(cudaFreeHost(in));
    device_must(cudaFreeHost(out));
}

DRIVER_OPS(run_streams);
