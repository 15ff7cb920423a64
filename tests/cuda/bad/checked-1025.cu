/* 0 expect: invalid configuration argument */
#include <stdio.h>

__global__ void k()
{
}

int main()
{
    k<<<1, 1025>>>();
    printf("%s\n", cudaGetErrorString(cudaGetLastError()));
}
