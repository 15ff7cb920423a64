/* A vector is loaded from an odd address. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void load(const float *in, float *out)
{
    const float4 *v = (const float4 *)(in + (BUG ? 1 : 4));
    float4 f = v[threadIdx.x];
    out[threadIdx.x] = f.x + f.y + f.z + f.w;
}

int main()
{
    float *in = filled(200, 1.f), *out = filled(32, 0.f);
    load<<<1, 32>>>(in, out);
    show(out, 32);
    cudaFree(in);
}
