/* Each branch has a barrier of its own. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void halves(int *data)
{
    __shared__ int s[64];
    int t = threadIdx.x;
    s[t] = data[t];
#if BUG
    if (t < 32) {
        __syncthreads();
        data[t] = s[t + 32];
    } else {
        __syncthreads();
        data[t] = s[t - 32];
    }
#else
    __syncthreads();
    data[t] = t < 32 ? s[t + 32] : s[t - 32];
#endif
}

int main()
{
    int *data = numbers(64);
    halves<<<1, 64>>>(data);
    show(data, 64);
}
