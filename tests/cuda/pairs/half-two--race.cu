/* Pairs of half, added up by their operators. */
#include <cuda_fp16.h>
#include <cuda_runtime.h>

#include "pair.h"

__global__ void sum(const half2 *in, float *out)
{
    __shared__ half2 part[64];
    int i = threadIdx.x;
    part[i] = __hmax2(in[i] * in[i], __float2half2_rn(0));
    for (int half = 32; half > 0; half /= 2) {
        if (!BUG)
            __syncthreads();
        if (i < half)
            part[i] += part[i + half];
    }
    if (i == 0)
        *out = __low2float(part[0]) + __high2float(h2sqrt(part[0]));
}

int main()
{
    half2 *in = filled(64, __float2half2_rn(1));
    float *out = filled(1, 0.0f);
    sum<<<1, 64>>>(in, out);
    show(out, 1);
    cudaFree(in);
}
