/* 0 expect: out of memory */
#include <stdio.h>

int main()
{
    char *p;
    cudaError_t error = cudaMalloc(&p, (size_t)100 << 30);
    printf("%s\n", cudaGetErrorString(error));
}
