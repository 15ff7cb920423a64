// a launch that fails, and the next one as if nothing had happened
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
    cover<<<1, 2048>>>(more, total, n);
    if (n > 0)
        cover<<<(n + 255) / 256, 256>>>(more, total, n);
}
