/* All threads of a block set one flag, to the same value; one clears it. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void flag(const int *in, int *out)
{
    __shared__ int any;
    if (threadIdx.x == 0)
        any = 0;
#if !BUG
    __syncthreads();
#endif
    if (in[threadIdx.x] > 5)
        any = 1;
    __syncthreads();
    if (threadIdx.x == 0)
        *out = any;
}

int main()
{
    int *in = numbers(128), *out = filled(1, 0);
    flag<<<1, 128>>>(in, out);
    show(out, 1);
    cudaFree(in);
}
