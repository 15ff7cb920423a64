/* An exclusive scan of a variable of the device; nothing lies before it. */
#include <cuda_runtime.h>

#include "pair.h"

__device__ int count[32] = {1};

__global__ void shift(int *out)
{
    int i = threadIdx.x;
    out[i] = i > 0 || BUG ? count[i - 1] : 0;
}

int main()
{
    int *out = filled(32, 0);
    shift<<<1, 32>>>(out);
    show(out, 32);
}
