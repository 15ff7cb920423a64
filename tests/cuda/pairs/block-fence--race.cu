/* A fence for the block orders nothing for another block. */
#include <cuda_runtime.h>

#include "pair.h"

#define N 64

__device__ void fence_for(bool block)
{
    if (block)
        __threadfence_block();
    else
        __threadfence();
}

/* The first thread of each block hands on a value: to the others of its warps,
 * by a flag of the block's, and to the next block. */
__global__ void chain(int *value, int *ready, int *out)
{
    __shared__ int own, there;
    int t = threadIdx.x, b = blockIdx.x;
    if (t == 0)
        there = 0;
    __syncthreads();
    if (t == 0) {
        while (b > 0 && atomicAdd(&ready[b], 0) == 0)
            ;
        fence_for(BUG);
        own = b > 0 ? value[b - 1] + 1 : 0;
        value[b] = own;
        fence_for(BUG);
        atomicExch(&ready[b + 1], 1);
        atomicExch(&there, 1);
    } else if (t == 32) {
        while (atomicAdd(&there, 0) == 0)
            ;
        __threadfence_block();
        out[b] = own;
    }
}

int main()
{
    int *value = filled(4, 0), *ready = filled(5, 0), *out = filled(4, 0);
    chain<<<4, N>>>(value, ready, out);
    show(out, 4);
    cudaFree(value);
    cudaFree(ready);
}
