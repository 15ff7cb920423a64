/* Half of the block waits at a barrier. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void half(int *data)
{
    __shared__ int s[64];
    int t = threadIdx.x;
    s[t] = data[t];
#if BUG
    if (t < 32) {
        __syncthreads();
        data[t] = s[t] + 1;
    }
#else
    __syncthreads();
    if (t < 32)
        data[t] = s[t + 32];
#endif
}

int main()
{
    int *data = numbers(64);
    half<<<1, 64>>>(data);
    show(data, 64);
}
