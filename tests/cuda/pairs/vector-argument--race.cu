/* Vectors and halves that are handed to a function are read, too. */
#include <cuda_fp16.h>

#include "pair.h"

#define N 64

__device__ float length(float2 v)
{
    return v.x * v.x + v.y * v.y;
}

__global__ void lengths(float *out)
{
    __shared__ float2 point[N];
    __shared__ __half height[N];
    union {
        float4 all;
        float each[4];
    } four;
    int i = threadIdx.x;
    four.all = {1, 2};
    point[i] = make_float2(i, four.each[3]);
    height[i] = __float2half(1.0f);
    __syncthreads();
    float sum = length(point[N - 1 - i]) + __half2float(height[N - 1 - i]);
#if !BUG
    __syncthreads();
#endif
    point[i] = {sum, 0};
    height[i] = height[i] + height[i];
    out[i] = point[i].x;
}

int main()
{
    float *out = filled(N, 0.0f);
    lengths<<<1, N>>>(out);
    show(out, N);
}
