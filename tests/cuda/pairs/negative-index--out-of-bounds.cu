/* The left neighbour of the first element. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void difference(const int *in, int *out, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        out[i] = BUG || i > 0 ? in[i] - in[i - 1] : in[i];
}

int main()
{
    int *in = numbers(100), *out = filled(100, 0);
    difference<<<1, 128>>>(in, out, 100);
    show(out, 100);
    cudaFree(in);
}
