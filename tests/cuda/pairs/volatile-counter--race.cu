/* volatile makes no addition atomic. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void count(volatile int *counter)
{
    __threadfence();
#if BUG
    (*counter)++;
#else
    atomicAdd((int *)counter, 1);
#endif
}

int main()
{
    int *counter = filled(1, 0);
    count<<<4, 32>>>(counter);
    show(counter, 1);
}
