/* Who drew the last ticket resets the counter; BUG: whoever drew a high one. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void tickets(unsigned *counter, int *out)
{
    unsigned mine = atomicAdd(counter, 1u);
    out[blockIdx.x * blockDim.x + threadIdx.x] = mine < 1000;
    if (mine >= gridDim.x * blockDim.x - 1 - BUG)
        *counter = 0;
}

int main()
{
    unsigned *counter = filled(1, 0u);
    int *out = filled(128, 0);
    tickets<<<4, 32>>>(counter, out);
    show(out, 128);
    cudaFree(counter);
}
