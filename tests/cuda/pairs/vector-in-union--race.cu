/* A union of a vector and its four numbers, handed over by value; a barrier is
 * missing. */
#include <cuda_runtime.h>

#include "pair.h"

union quad {
    float4 all;
    float one[4];
};

__device__ quad turned(quad q)
{
    float first = q.one[0];
    for (int k = 0; k < 3; k++)
        q.one[k] = q.one[k + 1];
    q.one[3] = first;
    return q;
}

__global__ void mirror(quad *data)
{
    __shared__ quad own[32];
    int i = threadIdx.x;
    own[i] = data[i];
#if !BUG
    __syncthreads();
#endif
    data[i] = turned(own[31 - i]);
}

int main()
{
    float *data = filled(128, 1.0f);
    mirror<<<1, 32>>>((quad *)data);
    show(data, 128);
}
