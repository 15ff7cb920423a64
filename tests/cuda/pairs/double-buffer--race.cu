/* Two buffers need one barrier a round, but that one. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void rounds(int *data)
{
    __shared__ int s[2][64];
    int t = threadIdx.x, from = 0;
    s[0][t] = data[t];
    __syncthreads();
    for (int k = 0; k < 4; k++) {
        s[1 - from][t] = s[from][(t + 1) % 64] + 1;
        from = 1 - from;
#if !BUG
        __syncthreads();
#endif
    }
    data[t] = s[from][t];
}

int main()
{
    int *data = numbers(64);
    rounds<<<1, 64>>>(data);
    show(data, 64);
}
