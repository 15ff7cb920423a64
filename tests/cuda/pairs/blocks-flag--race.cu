/* Blocks set one flag: all store the same value, or not. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void mark(const int *in, int *flag)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (in[i] == 7 || in[i] == 77)
        *flag = BUG ? in[i] : 1;
}

int main()
{
    int *in = numbers(128), *flag = filled(1, 0);
    mark<<<4, 32>>>(in, flag);
    show(flag, 1);
    cudaFree(in);
}
