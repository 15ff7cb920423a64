/* Halves that are read as float, and added to, are memory like any other. */
#include <cuda_fp16.h>

#include "pair.h"

#define N 64

__global__ void sum(__half *value, float *out)
{
    __shared__ __half twice[N];
    int i = threadIdx.x;
    twice[i] = value[i];
    twice[i] += value[i];
#if !BUG
    __syncthreads();
#endif
    out[i] = twice[N - 1 - i];
}

int main()
{
    __half *value = filled(N, __half(1.0f));
    float *out = filled(N, 0.0f);
    sum<<<1, N>>>(value, out);
    show(out, N);
    cudaFree(value);
}
