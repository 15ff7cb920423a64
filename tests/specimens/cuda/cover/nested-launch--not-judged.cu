// a kernel that launches kernels: the emulator lacks that
#include <cuda_runtime.h>

#include "cover.h"

static __global__ void one(const int *more, int *total, int i)
{
    total[i] += more[i];
}

__global__ void cover(const int *more, int *total, int n)
{
    int stride = gridDim.x * blockDim.x;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += stride)
        one<<<1, 1>>>(more, total, i);
}

void cover_all(const int *more, int *total, int n)
{
    if (n > 0)
        cover<<<(n + 255) / 256, 256>>>(more, total, n);
}
