/* Asks the device for its limits, and keeps them. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void fill(int *out, int n)
{
    int i = threadIdx.x;
    if (i < n)
        out[i] = i;
}

int main()
{
    cudaDeviceProp prop;
    cudaFuncAttributes function;
    int most = 0;
    cudaGetDeviceProperties(&prop, 0);
    cudaFuncGetAttributes(&function, fill);
    cudaDeviceGetAttribute(&most, cudaDevAttrMaxBlockDimX, 0);
    int size = function.maxThreadsPerBlock < most ? function.maxThreadsPerBlock
                                                  : most;
    int *out = filled(100, 0);
    fill<<<1, size + (BUG ? prop.warpSize : 0)>>>(out, 100);
    show(out, 100);
}
