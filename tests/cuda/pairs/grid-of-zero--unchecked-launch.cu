/* n / 256 blocks are none for a small n. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void fill(int *data, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        data[i] = 1;
}

int main()
{
    int n = 100, *data = filled(n, 0);
    fill<<<BUG ? n / 256 : (n + 255) / 256, 256>>>(data, n);
    show(data, n);
}
