// a call for each number
#include <cuda_runtime.h>

#include "cover.h"

static __device__ int depth(const int *more, int i, int n)
{
    volatile int room[256];
    room[0] = more[0];
    return i == 0 ? room[0] : depth(more, i - 1, n) + room[0] - more[0];
}

__global__ void cover(const int *more, int *total, int n)
{
    int stride = gridDim.x * blockDim.x;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += stride)
        total[i] += more[i] + depth(more, 1000, n) - more[0];
}

void cover_all(const int *more, int *total, int n)
{
    if (n > 0)
        cover<<<(n + 255) / 256, 256>>>(more, total, n);
}
