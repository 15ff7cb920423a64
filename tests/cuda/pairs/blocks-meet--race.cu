/* A barrier over all blocks, of a counter and a volatile generation. */
#include <cuda_runtime.h>

#include "pair.h"

__device__ unsigned arrived;
__device__ volatile unsigned generation;

__device__ void meet()
{
    __syncthreads();
    if (threadIdx.x == 0) {
        unsigned before = generation;
#if !BUG
        __threadfence();
#endif
        if (atomicAdd(&arrived, 1u) == gridDim.x - 1) {
            arrived = 0;
            __threadfence();
            generation = before + 1;
        } else {
            while (generation == before) {
            }
        }
        __threadfence();
    }
    __syncthreads();
}

__global__ void turn(int *a, int *b)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    int n = gridDim.x * blockDim.x;
    a[i] = i;
    meet();
    b[i] = a[n - 1 - i];
    meet();
    a[i] = b[(i + 7) % n];
}

int main()
{
    int *a = filled(256, 0), *b = filled(256, 0);
    turn<<<4, 64>>>(a, b);
    show(a, 256);
    cudaFree(b);
}
