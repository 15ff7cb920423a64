// gives back what it did not take, twice
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
    int *room;
    if (n == 0)
        return;
    cudaMalloc(&room, n * sizeof *room);
    cover<<<(n + 255) / 256, 256>>>(more, total, n);
    cudaFree(room);
    cudaFree(room);
}
