/* The host reads a __device__ variable directly. */
#include <cuda_runtime.h>

#include "pair.h"

__device__ int result;

__global__ void one()
{
    result = 1;
}

int main()
{
    int host;
    one<<<1, 1>>>();
    cudaDeviceSynchronize();
#if BUG
    host = result;
#else
    cudaMemcpyFromSymbol(&host, result, sizeof host);
#endif
    printf("%d\n", host);
}
