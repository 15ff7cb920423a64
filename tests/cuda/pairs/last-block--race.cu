/* The last block to finish adds up what all have stored, and resets the
 * counter. */
#include <cuda_runtime.h>

#include "pair.h"

__device__ unsigned done;

__global__ void sum(const int *in, int *part, int *out)
{
    __shared__ int s[64];
    __shared__ bool last;
    int t = threadIdx.x;
    s[t] = in[blockIdx.x * 64 + t];
    __syncthreads();
    for (int d = 32; d; d /= 2) {
        if (t < d)
            s[t] += s[t + d];
        __syncthreads();
    }
    if (t == 0) {
        part[blockIdx.x] = s[0];
#if !BUG
        __threadfence();
#endif
        last = atomicInc(&done, gridDim.x) == gridDim.x - 1;
    }
    __syncthreads();
    if (last && t == 0) {
        int all = 0;
        for (int b = 0; b < gridDim.x; b++)
            all += part[b];
        *out = all;
        done = 0;
    }
}

int main()
{
    int *in = numbers(512), *part = filled(8, 0), *out = filled(1, 0);
    sum<<<8, 64>>>(in, part, out);
    sum<<<8, 64>>>(in, part, out);
    show(out, 1);
    cudaFree(in);
    cudaFree(part);
}
