/* A block of 2048 threads, and nobody asks for the error. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void fill(int *data)
{
    data[blockIdx.x * blockDim.x + threadIdx.x] = 1;
}

int main()
{
    int *data = filled(2048, 0);
#if BUG
    fill<<<1, 2048>>>(data);
#else
    fill<<<2, 1024>>>(data);
    if (cudaGetLastError() != cudaSuccess)
        return 1;
#endif
    show(data, 2048);
}
