/* The halo of a tile is never loaded. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void blur(const int *in, int *out)
{
    __shared__ int s[66];
    int t = threadIdx.x;
    s[t + 1] = in[t];
#if !BUG
    if (t < 2)
        s[t * 65] = 0;
#endif
    __syncthreads();
    out[t] = s[t] + s[t + 1] + s[t + 2];
}

int main()
{
    int *in = numbers(64), *out = filled(64, 0);
    blur<<<1, 64>>>(in, out);
    show(out, 64);
    cudaFree(in);
}
