/* One thread resets what others change atomically. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void count(int *n, int *out)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
#if BUG
    if (i == 0)
        *n = 0;
#endif
    out[i] = atomicAdd(n, 1);
}

int main()
{
    int *n = filled(1, 0), *out = filled(128, 0);
    count<<<4, 32>>>(n, out);
    show(out, 128);
    cudaFree(n);
}
