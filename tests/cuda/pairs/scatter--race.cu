/* Several threads scatter to one element. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void scatter(const int *key, int *out)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    out[key[i] / (BUG ? 2 : 1)] = i;
}

int main()
{
    int *key = numbers(128), *out = filled(128, 0);
    scatter<<<4, 32>>>(key, out);
    show(out, 128);
    cudaFree(key);
}
