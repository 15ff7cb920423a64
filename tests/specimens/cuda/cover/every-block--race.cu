// strides over the block: every block does all
#include <cuda_runtime.h>

#include "cover.h"

__global__ void cover(const int *more, int *total, int n)
{
    for (int i = threadIdx.x; i < n; i += blockDim.x)
        total[i] += more[i];
}

void cover_all(const int *more, int *total, int n)
{
    if (n > 0)
        cover<<<(n + 255) / 256, 256>>>(more, total, n);
}
