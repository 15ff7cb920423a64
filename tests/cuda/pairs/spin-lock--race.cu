/* A lock is given back without a fence, or not taken. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void add(int *lock, int *sum)
{
    if (threadIdx.x)
        return;
    while (atomicCAS(lock, 0, 1) != 0) {
    }
    __threadfence();
    *sum += blockIdx.x;
#if !BUG
    __threadfence();
#endif
    atomicExch(lock, 0);
}

int main()
{
    int *lock = filled(1, 0), *sum = filled(1, 0);
    add<<<8, 32>>>(lock, sum);
    show(sum, 1);
    cudaFree(lock);
}
