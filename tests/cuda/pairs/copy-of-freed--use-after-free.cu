/* The result is copied back before its memory is freed. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void square(int *x)
{
    x[threadIdx.x] *= x[threadIdx.x];
}

int main()
{
    int *x = numbers(32), host[32];
    square<<<1, 32>>>(x);
    if (BUG)
        cudaFree(x);
    cudaMemcpy(host, x, sizeof host, cudaMemcpyDeviceToHost);
    if (!BUG)
        cudaFree(x);
    printf("%d\n", host[31]);
}
