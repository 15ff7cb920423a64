/* Blocks wait for each other with a counter of their own. */
#include <cuda_runtime.h>

#include "pair.h"

__device__ unsigned arrived;

__global__ void two_steps(int *a, int *b)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x, n = gridDim.x * blockDim.x;
    a[i] = i;
#if !BUG
    __threadfence();
    __syncthreads();
    if (threadIdx.x == 0) {
        atomicAdd(&arrived, 1u);
        while (atomicAdd(&arrived, 0u) < gridDim.x) {
        }
        __threadfence();
    }
    __syncthreads();
#endif
    b[i] = a[n - 1 - i];
}

int main()
{
    int *a = filled(128, 0), *b = filled(128, 0);
    two_steps<<<4, 32>>>(a, b);
    show(b, 128);
    cudaFree(a);
}
