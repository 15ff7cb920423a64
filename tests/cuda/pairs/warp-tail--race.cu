/* The last steps of a reduction trust that a warp runs in step. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void sum(const int *in, int *out)
{
    __shared__ int s[64];
    int t = threadIdx.x;
    s[t] = in[t];
    __syncthreads();
    if (t < 32) {
        for (int d = 32; d > 0; d /= 2) {
            int other = s[t + d];
            __syncwarp();
            s[t] += other;
#if !BUG
            __syncwarp();
#endif
        }
    }
    if (t == 0)
        *out = s[0];
}

int main()
{
    int *in = filled(64, 1), *out = filled(1, 0);
    sum<<<1, 64>>>(in, out);
    show(out, 1);
    cudaFree(in);
}
