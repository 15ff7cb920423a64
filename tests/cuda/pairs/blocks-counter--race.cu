/* Blocks raise one counter without atomics. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void count(int *n)
{
    if (threadIdx.x == 0)
#if BUG
        *n += 1;
#else
        atomicAdd(n, 1);
#endif
}

int main()
{
    int *n = filled(1, 0);
    count<<<8, 32>>>(n);
    show(n, 1);
}
