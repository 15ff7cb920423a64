/* A counter in shared memory is raised without atomics. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void count(const int *in, int *out)
{
    __shared__ int n;
    if (threadIdx.x == 0)
        n = 0;
    __syncthreads();
    if (in[threadIdx.x] % 2)
#if BUG
        n++;
#else
        atomicAdd(&n, 1);
#endif
    __syncthreads();
    if (threadIdx.x == 0)
        *out = n;
}

int main()
{
    int *in = numbers(96), *out = filled(1, 0);
    count<<<1, 96>>>(in, out);
    show(out, 1);
    cudaFree(in);
}
