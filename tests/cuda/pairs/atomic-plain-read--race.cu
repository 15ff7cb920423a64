/* A plain read guards an atomic maximum. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void most(const int *in, int *best)
{
    int value = in[blockIdx.x * blockDim.x + threadIdx.x];
#if BUG
    if (*best < value)
#endif
        atomicMax(best, value);
}

int main()
{
    int *in = numbers(128), *best = filled(1, 0);
    most<<<4, 32>>>(in, best);
    show(best, 1);
    cudaFree(in);
}
