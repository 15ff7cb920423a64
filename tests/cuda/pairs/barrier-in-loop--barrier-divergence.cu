/* Threads pass the barrier of a loop at different counts. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void rounds(int *data)
{
    __shared__ int s[64];
    int t = threadIdx.x;
    int times = BUG ? 1 + t % 3 : 3;
    for (int k = 0; k < times; k++) {
        s[t] = data[t] + k;
        __syncthreads();
    }
    data[t] = s[t];
}

int main()
{
    int *data = numbers(64);
    rounds<<<1, 64>>>(data);
    show(data, 64);
}
