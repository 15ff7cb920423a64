/* 0 expect: 5 printed */

#include "gemma.h"

__global__ void print()
{
    printf("%d printed\n", five());
}

int main()
{
    print<<<1, 1>>>();
    cudaDeviceSynchronize();
}
