/* Counting begins before all bins are cleared. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void histogram(const int *in, int *bins, int n)
{
    __shared__ int local[64];
    if (threadIdx.x < 64)
        local[threadIdx.x] = 0;
#if !BUG
    __syncthreads();
#endif
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n;
         i += gridDim.x * blockDim.x)
        atomicAdd(&local[in[i] % 64], 1);
    __syncthreads();
    if (threadIdx.x < 64)
        atomicAdd(&bins[threadIdx.x], local[threadIdx.x]);
}

int main()
{
    int *in = numbers(2000), *bins = filled(64, 0);
    histogram<<<3, 128>>>(in, bins, 2000);
    show(bins, 64);
    cudaFree(in);
}
