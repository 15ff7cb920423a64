/* __syncwarp() with a mask leaves the other half out. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void halves(int *data)
{
    __shared__ int s[32];
    int t = threadIdx.x;
    s[t] = data[t];
    unsigned half = t < 16 ? 0x0000ffff : 0xffff0000;
    __syncwarp(BUG ? half : 0xffffffff);
    data[t] = s[31 - t];
}

int main()
{
    int *data = numbers(32);
    halves<<<1, 32>>>(data);
    show(data, 32);
}
