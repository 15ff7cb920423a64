/* Data is published by an atomic without a fence. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void last(const int *in, int *part, unsigned *done, int *out)
{
    __shared__ bool is_last;
    if (threadIdx.x == 0) {
        part[blockIdx.x] = in[blockIdx.x] * 2;
#if !BUG
        __threadfence();
#endif
        is_last = atomicAdd(done, 1u) == gridDim.x - 1;
    }
    __syncthreads();
    if (is_last && threadIdx.x == 0) {
        int sum = 0;
        for (int b = 0; b < gridDim.x; b++)
            sum += part[b];
        *out = sum;
    }
}

int main()
{
    int *in = numbers(8), *part = filled(8, 0), *out = filled(1, 0);
    unsigned *done = filled(1, 0u);
    last<<<8, 32>>>(in, part, done, out);
    show(out, 1);
    cudaFree(in);
    cudaFree(part);
    cudaFree(done);
}
