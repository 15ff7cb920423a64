/* Lanes exchange values through shared memory. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void swap(int *data)
{
    __shared__ int s[32];
    int t = threadIdx.x;
    s[t] = data[t];
#if !BUG
    __syncwarp();
#endif
    data[t] = s[t ^ 1];
}

int main()
{
    int *data = numbers(32);
    swap<<<1, 32>>>(data);
    show(data, 32);
}
