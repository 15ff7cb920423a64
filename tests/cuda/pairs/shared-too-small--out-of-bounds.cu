/* The launch asks for too little dynamic shared memory. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void mirror(int *data)
{
    extern __shared__ int s[];
    int t = threadIdx.x;
    s[t] = data[t];
    __syncthreads();
    data[t] = s[63 - t];
}

int main()
{
    int *data = numbers(64);
    mirror<<<1, 64, BUG ? 64 : 64 * sizeof(int)>>>(data);
    show(data, 64);
}
