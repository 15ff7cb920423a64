/* A scan in one buffer reads what others overwrite. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void scan(const int *in, int *out)
{
    __shared__ int s[128];
    int t = threadIdx.x;
    s[t] = in[t];
    __syncthreads();
    for (int d = 1; d < 128; d *= 2) {
        int left = t >= d ? s[t - d] : 0;
#if !BUG
        __syncthreads();
#endif
        s[t] += left;
        __syncthreads();
    }
    out[t] = s[t];
}

int main()
{
    int *in = filled(128, 1), *out = filled(128, 0);
    scan<<<1, 128>>>(in, out);
    show(out, 128);
    cudaFree(in);
}
