/* __syncwarp() does not reach the other warp. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void pass(int *data)
{
    __shared__ int s[64];
    int t = threadIdx.x;
    s[t] = data[t];
#if BUG
    __syncwarp();
#else
    __syncthreads();
#endif
    data[t] = s[(t + 32) % 64];
}

int main()
{
    int *data = numbers(64);
    pass<<<1, 64>>>(data);
    show(data, 64);
}
