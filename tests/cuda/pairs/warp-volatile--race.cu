/* volatile does not make a warp run in step. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void sum(const int *in, int *out)
{
    __shared__ int shared[64];
#if BUG
    volatile int *s = shared;
#else
    int *s = shared;
#endif
    int t = threadIdx.x;
    s[t] = in[t];
    s[t + 32] = 0;
#if BUG
    s[t] += s[t + 16];
    s[t] += s[t + 8];
#else
    for (int d = 16; d >= 8; d /= 2) {
        __syncwarp();
        int other = s[t + d];
        __syncwarp();
        s[t] += other;
    }
#endif
    if (t == 0)
        *out = s[0];
}

int main()
{
    int *in = filled(32, 1), *out = filled(1, 0);
    sum<<<1, 32>>>(in, out);
    show(out, 1);
    cudaFree(in);
}
