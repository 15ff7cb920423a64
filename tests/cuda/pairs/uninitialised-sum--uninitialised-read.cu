/* The sum in global memory was never set to 0. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void sum(const int *in, int *out)
{
    atomicAdd(out, in[threadIdx.x]);
}

int main()
{
    int *in = numbers(64), *out;
    cudaMalloc(&out, sizeof(int));
#if !BUG
    cudaMemset(out, 0, sizeof(int));
#endif
    sum<<<1, 64>>>(in, out);
    show(out, 1);
    cudaFree(in);
}
