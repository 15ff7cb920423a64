/* Pointers in a structure that is passed by value. */
#include <cuda_runtime.h>

#include "pair.h"

struct field {
    int *from, *to;
    int n;
};

__global__ void shift(field f)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
#if BUG
    if (i + 1 < f.n)
        f.from[i] = f.from[i + 1];
#else
    if (i + 1 < f.n)
        f.to[i] = f.from[i + 1];
#endif
}

int main()
{
    field f = {numbers(128), filled(128, 0), 128};
    shift<<<2, 64>>>(f);
    show(f.to, 128);
    cudaFree(f.from);
}
