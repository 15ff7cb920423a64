/* grid.sync() between two steps of a cooperative launch. */
#include <cuda_runtime.h>

#include "pair.h"

#include <cooperative_groups.h>

__global__ void two_steps(int *a, int *b, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    a[i] = i;
#if BUG
    __syncthreads();
#else
    cooperative_groups::this_grid().sync();
#endif
    b[i] = a[n - 1 - i];
}

int main()
{
    int n = 256, *a = filled(n, 0), *b = filled(n, 0);
    void *arguments[] = {&a, &b, &n};
    cudaLaunchCooperativeKernel(two_steps, dim3(4), dim3(64), arguments);
    show(b, n);
    cudaFree(a);
}
