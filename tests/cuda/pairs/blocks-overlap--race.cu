/* Blocks write overlapping pieces. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void fill(int *out, int piece)
{
    for (int i = threadIdx.x; i < piece + BUG; i += blockDim.x)
        out[blockIdx.x * piece + i] = blockIdx.x;
}

int main()
{
    int *out = filled(4 * 50 + 1, 0);
    fill<<<4, 32>>>(out, 50);
    show(out, 201);
}
