/* Structures in shared memory are handed over by value, straight from there
 * and into it; a barrier is missing between the two. */
#include <cuda_runtime.h>

#include "pair.h"

struct extent {
    int low, high, count;
};

__device__ extent both(extent a, extent b)
{
    return {min(a.low, b.low), max(a.high, b.high), a.count + b.count};
}

__global__ void span(const int *in, int *out)
{
    __shared__ extent part[64];
    int i = threadIdx.x;
    part[i] = {in[i], in[i], 1};
    __syncthreads();
    for (int half = 32; half > 0; half /= 2) {
        if (i < half)
            part[i] = both(part[i], part[i + half]);
#if !BUG
        __syncthreads();
#endif
    }
    if (i == 0)
        *out = part[0].high - part[0].low + part[0].count;
}

int main()
{
    int *in = numbers(64), *out = filled(1, 0);
    span<<<1, 64>>>(in, out);
    show(out, 1);
    cudaFree(in);
}
