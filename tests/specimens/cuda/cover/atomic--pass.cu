// atomic though nobody meets: right, and no more sectors
#include <cuda_runtime.h>

#include "cover.h"

__global__ void cover(const int *more, int *total, int n)
{
    unsigned stride = gridDim.x * blockDim.x;
    for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < (unsigned)n;
         i += stride)
        atomicAdd(&total[i], more[i]);
}

void cover_all(const int *more, int *total, int n)
{
    if (n > 0)
        cover<<<(n + 255) / 256, 256>>>(more, total, n);
}
