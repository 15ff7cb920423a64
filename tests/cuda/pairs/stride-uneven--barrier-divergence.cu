/* A barrier in a grid stride loop that some threads leave a round earlier. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void smooth(const int *in, int *out, int n)
{
    __shared__ int s[64];
    int t = threadIdx.x;
#if BUG
    for (int i = blockIdx.x * 64 + t; i < n; i += gridDim.x * 64) {
        s[t] = in[i];
        __syncthreads();
        out[i] = s[t] + s[t / 2];
        __syncthreads();
    }
#else
    for (int from = blockIdx.x * 64; from < n; from += gridDim.x * 64) {
        if (from + t < n)
            s[t] = in[from + t];
        __syncthreads();
        if (from + t < n)
            out[from + t] = s[t] + s[t / 2];
        __syncthreads();
    }
#endif
}

int main()
{
    int *in = numbers(200), *out = filled(200, 0);
    smooth<<<2, 64>>>(in, out, 200);
    show(out, 200);
    cudaFree(in);
}
