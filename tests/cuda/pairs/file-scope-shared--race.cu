/* Shared memory that is declared outside of the kernels. */
#include <cuda_runtime.h>

#include "pair.h"

__shared__ int tile[64], total;

__device__ void load(const int *in)
{
    tile[threadIdx.x] = in[threadIdx.x];
    if (threadIdx.x == 0)
        total = 0;
#if !BUG
    __syncthreads();
#endif
}

__global__ void sum(const int *in, int *out)
{
    extern float __shared__ more[];
    load(in);
    more[threadIdx.x] = tile[63 - threadIdx.x];
    atomicAdd(&total, (int)more[threadIdx.x]);
    __syncthreads();
    if (threadIdx.x == 0)
        *out = total;
}

int main()
{
    int *in = numbers(64), *out = filled(1, 0);
    sum<<<1, 64, 64 * sizeof(float)>>>(in, out);
    show(out, 1);
    cudaFree(in);
}
