/* The barrier in the loop of a reduction is missing. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void sum(const int *in, int *out)
{
    __shared__ int s[128];
    int t = threadIdx.x;
    s[t] = in[t];
    __syncthreads();
    for (int d = 64; d > 0; d /= 2) {
        if (t < d)
            s[t] += s[t + d];
#if !BUG
        __syncthreads();
#endif
    }
    if (t == 0)
        *out = s[0];
}

int main()
{
    int *in = filled(128, 1), *out = filled(1, 0);
    sum<<<1, 128>>>(in, out);
    show(out, 1);
    cudaFree(in);
}
