/* 0 expect: Kernels print more than 10000 times */
#include <stdio.h>

__global__ void k()
{
    printf("thread %d of block %d\n", threadIdx.x, blockIdx.x);
}

int main()
{
    k<<<1000, 1000>>>();
    cudaDeviceSynchronize();
}
