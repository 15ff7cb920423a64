/* The grid is rounded down: the last elements are missing. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void square(const int *in, int *out, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        out[i] = in[i] * in[i];
}

int main()
{
    int n = 1000, *in = numbers(n), *out;
    cudaMalloc(&out, n * sizeof(int));
    square<<<BUG ? n / 256 : (n + 255) / 256, 256>>>(in, out, n);
    show(out, n);
    cudaFree(in);
}
