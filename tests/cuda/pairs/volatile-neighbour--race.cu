/* A volatile pointer orders nothing between blocks. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void pass(volatile int *data, int *out)
{
    int b = blockIdx.x;
    data[b] = b;
#if BUG
    out[b] = data[(b + 1) % gridDim.x];
#else
    out[b] = data[b];
#endif
}

int main()
{
    int *data = filled(8, 0), *out = filled(8, 0);
    pass<<<8, 1>>>(data, out);
    show(out, 8);
    cudaFree(data);
}
