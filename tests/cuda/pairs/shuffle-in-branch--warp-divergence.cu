/* Some lanes of the mask never come to the shuffle. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void half(int *data)
{
    int t = threadIdx.x, value = data[t];
#if BUG
    if (t < 16) {
        value += __shfl_down_sync(0xffffffff, value, 8);
        data[t] = value;
    }
    __syncthreads();
#else
    int other = __shfl_down_sync(0xffffffff, value, 8);
    if (t < 16)
        data[t] = value + other;
    __syncthreads();
#endif
}

int main()
{
    int *data = numbers(32);
    half<<<1, 32>>>(data);
    show(data, 32);
}
