/* A kernel writes to constant memory. */
#include <cuda_runtime.h>

#include "pair.h"

__constant__ int factor[4];
__device__ int variable[4];

__global__ void change(int *out)
{
#if BUG
    factor[threadIdx.x] = 2;
#else
    variable[threadIdx.x] = 2;
#endif
    out[threadIdx.x] = factor[threadIdx.x];
}

int main()
{
    int host[4] = {1, 2, 3, 4}, *out = filled(4, 0);
    cudaMemcpyToSymbol(factor, host, sizeof host);
    change<<<1, 4>>>(out);
    show(out, 4);
}
