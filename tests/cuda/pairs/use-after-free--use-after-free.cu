/* The kernel uses memory that was freed. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void scale(int *data)
{
    data[threadIdx.x] *= 2;
}

int main()
{
    int *data = numbers(32), *other = numbers(32);
#if BUG
    cudaFree(data);
    scale<<<1, 32>>>(data);
#else
    scale<<<1, 32>>>(data);
    cudaFree(data);
#endif
    show(other, 32);
}
