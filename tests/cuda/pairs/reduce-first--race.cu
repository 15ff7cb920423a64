/* The first barrier of a reduction is missing. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void sum(const int *in, int *out)
{
    __shared__ int s[256];
    int t = threadIdx.x;
    s[t] = in[blockIdx.x * 256 + t];
#if !BUG
    __syncthreads();
#endif
    for (int d = 128; d > 0; d /= 2) {
        if (t < d)
            s[t] += s[t + d];
        __syncthreads();
    }
    if (t == 0)
        out[blockIdx.x] = s[0];
}

int main()
{
    int *in = filled(1024, 1), *out = filled(4, 0);
    sum<<<4, 256>>>(in, out);
    show(out, 4);
    cudaFree(in);
}
