/* A volatile flag publishes data between blocks after a fence, not without. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void hand(int *data, volatile int *flag, int *out)
{
    if (threadIdx.x)
        return;
    if (blockIdx.x == 0) {
        *data = 42;
#if !BUG
        __threadfence();
#endif
        *flag = 1;
    } else {
        while (*flag == 0) {
        }
        __threadfence();
        *out = *data;
    }
}

int main()
{
    int *data = filled(1, 0), *flag = filled(1, 0), *out = filled(1, 0);
    hand<<<2, 32>>>(data, flag, out);
    show(out, 1);
    cudaFree(data);
    cudaFree(flag);
}
