/* The grid is larger than the array, without a guard. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void scale(float *data, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (BUG || i < n)
        data[i] *= 2;
}

int main()
{
    float *data = filled(1000, 1.f);
    scale<<<4, 256>>>(data, 1000);
    show(data, 1000);
}
