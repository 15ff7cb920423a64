/* Neighbouring bytes are no race, the same byte is one. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void bytes(char *out)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    out[BUG ? i / 2 : i] = (char)i;
}

int main()
{
    char *out = filled(128, (char)0);
    bytes<<<4, 32>>>(out);
    show(out, 128);
}
