/* Another thread than the one that summed stores the result. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void sum(const int *in, int *out)
{
    __shared__ int total;
    if (threadIdx.x == 0)
        total = in[0] + in[1];
#if !BUG
    __syncthreads();
#endif
    if (threadIdx.x == 40)
        *out = total;
}

int main()
{
    int *in = filled(64, 1), *out = filled(1, 0);
    sum<<<1, 64>>>(in, out);
    show(out, 1);
    cudaFree(in);
}
