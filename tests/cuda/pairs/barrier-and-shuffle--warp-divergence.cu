/* Some lanes wait for the block, others for their warp. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void mix(int *data)
{
    int t = threadIdx.x, value = data[t];
#if BUG
    if (t % 2)
        __syncthreads();
    else
        value = __shfl_xor_sync(0xffffffff, value, 2);
#else
    __syncthreads();
    int other = __shfl_xor_sync(0xffffffff, value, 2);
    if (t % 2 == 0)
        value = other;
#endif
    data[t] = value;
}

int main()
{
    int *data = numbers(32);
    mix<<<1, 32>>>(data);
    show(data, 32);
}
