/* 24 lanes add up: the upper ones take what nobody gives, and drop it. */
#include <cuda_runtime.h>
#include <driver_functions.h> /* as older programs do */

#include "pair.h"

__global__ void sum(const int *in, int *out, int n)
{
    int i = threadIdx.x;
    if (i >= n)
        return;
    int v = in[i];
    for (int d = 16; d; d /= 2) {
        int other = __shfl_down_sync(0xffffff, v, d);
        if (BUG || i + d < n)
            v += other;
    }
    if (i == 0)
        *out = v;
}

int main()
{
    int *in = numbers(24), *out = filled(1, 0);
    sum<<<1, 32>>>(in, out, 24);
    show(out, 1);
    cudaFree(in);
}
