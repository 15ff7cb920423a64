/* The stride of the loop skips most elements. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void square(const int *in, int *out, int n)
{
    int stride = gridDim.x * blockDim.x * (BUG ? 2 : 1);
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += stride)
        out[i] = in[i] * in[i];
}

int main()
{
    int n = 1000, *in = numbers(n), *out;
    cudaMalloc(&out, n * sizeof(int));
    square<<<2, 64>>>(in, out, n);
    show(out, n);
    cudaFree(in);
}
