/* A grid stride loop uses one buffer again in each round. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void reverse(const int *in, int *out, int n)
{
    __shared__ int s[64];
    int t = threadIdx.x;
    for (int from = blockIdx.x * 64; from < n; from += gridDim.x * 64) {
        s[t] = in[from + t];
        __syncthreads();
        out[from + t] = s[63 - t];
#if !BUG
        __syncthreads();
#endif
    }
}

int main()
{
    int *in = numbers(640), *out = filled(640, 0);
    reverse<<<3, 64>>>(in, out, 640);
    show(out, 640);
    cudaFree(in);
}
