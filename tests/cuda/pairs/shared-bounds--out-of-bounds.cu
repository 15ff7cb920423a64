/* A shared array is one element too short. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void shift(int *data)
{
    __shared__ int s[64 + !BUG];
    int t = threadIdx.x;
    s[t + 1] = data[t];
    if (t == 0)
        s[0] = 0;
    __syncthreads();
    data[t] = s[t];
}

int main()
{
    int *data = numbers(64);
    shift<<<1, 64>>>(data);
    show(data, 64);
}
