/*
 * device.cu - what device.h promises, on a real GPU.
 *
 * Time is the device's own: events in the stream that waits for all others. A
 * launch that failed shows in its results; a kernel that failed leaves an error
 * that every later call returns.
 */
#include "device.h"

#include "gpu.h"

static cudaEvent_t before, after;
static float milliseconds;

const char *gpu_open(void)
{
    cudaError_t e = cudaSetDeviceFlags(cudaDeviceScheduleSpin);
    if (e == cudaSuccess)
        e = cudaFree(NULL);
    if (e == cudaSuccess)
        e = cudaEventCreate(&before);
    if (e == cudaSuccess)
        e = cudaEventCreate(&after);
    return e == cudaSuccess ? NULL : cudaGetErrorString(e);
}

double gpu_milliseconds(void)
{
    return milliseconds;
}

/* Ends a stretch of time. */
static void stop(void)
{
    device_must(cudaEventRecord(after));
    device_must(cudaDeviceSynchronize());
    device_must(cudaEventElapsedTime(&milliseconds, before, after));
}

void device_begin(void)
{
    device_must(cudaDeviceSynchronize());
    cudaGetLastError();
    device_must(cudaEventRecord(before));
}

void device_end(void)
{
    cudaGetLastError();
    stop();
}

double gpu_copy(size_t bytes)
{
    char *from, *to;
    if (cudaMalloc(&from, bytes) != cudaSuccess)
        return -1;
    if (cudaMalloc(&to, bytes) != cudaSuccess) {
        device_free(from);
        return -1;
    }
    device_must(cudaMemset(from, 1, bytes));
    device_must(cudaMemset(to, 2, bytes));
    device_begin();
    device_must(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToDevice));
    stop();
    device_free(from);
    device_free(to);
    return milliseconds;
}
