/*
 * gpu.h - the device of a worker that runs on a real GPU: between its main
 * (worker.c) and what is compiled by nvcc (device.cu).
 */
#ifndef PARCOURS_WORKER_GPU_H
#define PARCOURS_WORKER_GPU_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Wakes the device up. NULL, or why it cannot be used. */
const char *gpu_open(void);

/* Milliseconds that the device took from device_begin to device_end, in the
 * latest call. */
double gpu_milliseconds(void);

/* Milliseconds that a copy of so many bytes takes from one place of the
 * device's memory to another, by the same clock; negative: there is no room. */
double gpu_copy(size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
