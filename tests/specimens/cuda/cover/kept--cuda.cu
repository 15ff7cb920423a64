// memory that nobody gives back
#include <cuda_runtime.h>

#include "cover.h"

__global__ void cover(const int *more, int *total, int n)
{
    int stride = gridDim.x * blockDim.x;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += stride)
        total[i] += more[i];
}

void cover_all(const int *more, int *total, int n)
{
    int *copy;
    if (n == 0)
        return;
    cudaMalloc(&copy, n * sizeof *copy);
    cudaMemcpy(copy, more, n * sizeof *copy, cudaMemcpyDeviceToDevice);
    cover<<<(n + 255) / 256, 256>>>(copy, total, n);
}
