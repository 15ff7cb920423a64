/* Variables of the device, and what lies behind their ends. */
#include <cuda_runtime.h>

#include "pair.h"

__device__ int table[10];
__constant__ int weights[8];

__global__ void weigh(int *out)
{
    int i = threadIdx.x;
    if (i < 10)
        table[i] = i;
    __syncthreads();
    out[i] = table[i % 10] * weights[i % (BUG ? 12 : 8)];
}

int main()
{
    int host[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    int *out = filled(32, 0);
    cudaMemcpyToSymbol(weights, host, sizeof host);
    weigh<<<1, 32>>>(out);
    show(out, 32);
}
