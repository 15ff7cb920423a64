/* A stencil reads its neighbours from shared memory. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void blur(const int *in, int *out)
{
    __shared__ int s[130];
    int t = threadIdx.x + 1, i = blockIdx.x * 128 + threadIdx.x;
    s[t] = in[i + 1];
    if (threadIdx.x == 0)
        s[0] = in[i];
    if (threadIdx.x == 127)
        s[129] = in[i + 2];
#if !BUG
    __syncthreads();
#endif
    out[i] = s[t - 1] + s[t] + s[t + 1];
}

int main()
{
    int *in = numbers(514), *out = filled(512, 0);
    blur<<<4, 128>>>(in, out);
    show(out, 512);
    cudaFree(in);
}
