/* `const` before the word that makes a variable one of the device, and a
 * variable that points to what is constant: it is none itself. */
#include <cuda_runtime.h>

#include "pair.h"

static const __device__ int step[4] = {1, 2, 3, 4};
__device__ int scale = 2;
__constant__ const int *table;

__global__ void look_up(int *out, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
#if BUG
        out[i] = table[i + 1] + scale * step[i % 4];
#else
        out[i] = table[i] + scale * step[i % 4];
#endif
}

int main()
{
    const int n = 64;
    int *numbers_0 = numbers(n), *out = filled(n, 0);
    cudaMemcpyToSymbol(table, &numbers_0, sizeof numbers_0);
    look_up<<<2, 32>>>(out, n);
    show(out, n);
    cudaFree(numbers_0);
}
