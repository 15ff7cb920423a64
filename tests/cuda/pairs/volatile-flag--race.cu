/* A volatile flag does not publish data between blocks. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void hand(int *data, int *flag, int *out)
{
    if (threadIdx.x)
        return;
    if (blockIdx.x == 0) {
        *data = 42;
        __threadfence();
#if BUG
        *(volatile int *)flag = 1;
#else
        atomicExch(flag, 1);
#endif
    } else {
#if BUG
        while (*(volatile int *)flag == 0) {
        }
#else
        while (atomicAdd(flag, 0) == 0) {
        }
#endif
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
