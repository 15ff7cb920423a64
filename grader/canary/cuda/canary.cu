// canary.cu - wrong on purpose, see canary.h
#include <cuda_runtime.h>

#include "canary.h"

__global__ void canary_race(int *out)
{
    __shared__ int all[64];
    all[threadIdx.x] = threadIdx.x;
    out[threadIdx.x] = all[63 - threadIdx.x];
}

__global__ void canary_column(int *out)
{
    __shared__ int all[32 * 32];
    all[32 * threadIdx.x] = threadIdx.x;
    out[threadIdx.x] = all[32 * threadIdx.x];
}

__global__ void canary_outside(int *out)
{
    out[threadIdx.x + 1] = threadIdx.x;
}

__global__ void canary_unset(int *out)
{
    out[threadIdx.x] += threadIdx.x;
}

__global__ void canary_apart(int *out)
{
    if (threadIdx.x < 16)
        __syncthreads();
    out[threadIdx.x] = threadIdx.x;
}
