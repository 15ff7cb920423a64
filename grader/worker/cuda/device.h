/*
 * device.h - what the driver of an exercise with kernels is written with.
 *
 * The driver is the worker's side: it copies the inputs of a call, which lie
 * in memory of the host, to the device, calls the learner's code, and copies
 * the results back. It knows no expected value and decides nothing. It goes
 * through the same compiler as the learner's file.
 */
#ifndef PARCOURS_DEVICE_H
#define PARCOURS_DEVICE_H

#include <cuda_runtime.h>

#include "driver.h"

/* What is counted, and what memory has to be free again, lies between these
 * two. The second waits for the device. */
extern "C" void device_begin(void);
extern "C" void device_end(void);

/* A call of the caller's has failed: says so, and ends the program. */
extern "C" void device_failed(const char *error);

static inline void device_must(cudaError_t error)
{
    if (error != cudaSuccess)
        device_failed(cudaGetErrorString(error));
}

/* Room for n elements that nobody has written; for none, as for one. */
template <class T> T *device_new(size_t n)
{
    T *room;
    device_must(cudaMalloc(&room, (n > 0 ? n : 1) * sizeof *room));
    return room;
}

/* A copy of n elements of the host. */
template <class T> T *device_copy(const T *from, size_t n)
{
    T *room = device_new<T>(n);
    device_must(
        cudaMemcpy(room, from, n * sizeof *from, cudaMemcpyHostToDevice));
    return room;
}

static inline void device_free(void *room)
{
    device_must(cudaFree(room));
}

/* Copies n elements back, and frees them. */
template <class T> void device_fetch(T *to, T *room, size_t n)
{
    device_must(cudaMemcpy(to, room, n * sizeof *to, cudaMemcpyDeviceToHost));
    device_free(room);
}

#endif
