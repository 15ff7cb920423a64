/* canary.h - what must be found, and counted, before silence about kernels is
 * believed. */
#ifndef CANARY_H
#define CANARY_H

/* Threads read what their neighbour has just written, without a barrier. */
__global__ void canary_race(int *out);

/* A block of 32 threads reads a column of 32 x 32 numbers. */
__global__ void canary_column(int *out);

/* For compute-sanitizer: the last thread writes beyond the end; what is read
 * was never written; half a warp waits at a barrier. */
__global__ void canary_outside(int *out);
__global__ void canary_unset(int *out);
__global__ void canary_apart(int *out);

#endif
