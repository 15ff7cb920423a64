/* Weights in a table of constants: the window is wider than the table. */
#include <cuda_runtime.h>

#include "pair.h"

__device__ const float weight[5] = {0.1f, 0.2f, 0.4f, 0.2f, 0.1f};

__global__ void smooth(const int *in, float *out, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    float sum = 0;
    for (int k = 0; k < 5 + BUG; k++)
        if (i + k - 2 >= 0 && i + k - 2 < n)
            sum += weight[k] * in[i + k - 2];
    if (i < n)
        out[i] = sum;
}

int main()
{
    int *in = numbers(100);
    float *out = filled(100, 0.0f);
    smooth<<<4, 32>>>(in, out, 100);
    show(out, 100);
    cudaFree(in);
}
