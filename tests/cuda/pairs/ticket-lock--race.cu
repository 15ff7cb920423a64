/* A lock between blocks, released by an atomic store after a fence. */
#include <cuda_runtime.h>

#include "pair.h"

__device__ unsigned ticket, serving;

__global__ void add(int *sum, const int *in)
{
    if (threadIdx.x)
        return;
    unsigned mine = atomicAdd(&ticket, 1u);
    while (atomicAdd(&serving, 0u) != mine) {
    }
    __threadfence();
    *sum += in[blockIdx.x];
#if !BUG
    __threadfence();
#endif
    atomicExch(&serving, mine + 1);
}

int main()
{
    int *sum = filled(1, 0), *in = numbers(10);
    add<<<10, 32>>>(sum, in);
    show(sum, 1);
    cudaFree(in);
}
