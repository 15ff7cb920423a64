/* A shuffle is no memory barrier. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void pass(int *data)
{
    __shared__ int s[32];
    int t = threadIdx.x;
    s[t] = data[t];
#if BUG
    int next = __shfl_sync(0xffffffff, t, (t + 1) % 32);
#else
    int next = __shfl_sync(0xffffffff, t, (t + 1) % 32);
    __syncwarp();
#endif
    data[t] = s[next];
}

int main()
{
    int *data = numbers(32);
    pass<<<1, 32>>>(data);
    show(data, 32);
}
