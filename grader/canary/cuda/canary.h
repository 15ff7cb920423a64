/* canary.h - what must be found, and counted, before silence about kernels is
 * believed. */
#ifndef CANARY_H
#define CANARY_H

/* Threads read what their neighbour has just written, without a barrier. */
__global__ void canary_race(int *out);

/* A block of 32 threads reads a column of 32 x 32 numbers. */
__global__ void canary_column(int *out);

#endif
