/* An atomic of block scope is used between blocks. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void count(int *n)
{
#if BUG
    atomicAdd_block(n, 1);
#else
    atomicAdd(n, 1);
#endif
}

int main()
{
    int *n = filled(1, 0);
    count<<<4, 32>>>(n);
    show(n, 1);
}
