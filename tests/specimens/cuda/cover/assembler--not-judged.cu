// assembler of the device: named, not judged
#include <cuda_runtime.h>

#include "cover.h"

static __device__ unsigned lane(void)
{
    unsigned id;
    asm("mov.u32 %0, %%laneid;" : "=r"(id));
    return id;
}

__global__ void cover(const int *more, int *total, int n)
{
    int stride = gridDim.x * blockDim.x;
    int warp = threadIdx.x - threadIdx.x % 32;
    for (int i = blockIdx.x * blockDim.x + warp + lane(); i < n; i += stride)
        total[i] += more[i];
}

void cover_all(const int *more, int *total, int n)
{
    if (n > 0)
        cover<<<(n + 255) / 256, 256>>>(more, total, n);
}
