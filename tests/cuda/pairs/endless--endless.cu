/* A loop in a kernel never ends. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void search(const int *in, int *where, int wanted)
{
    int i = threadIdx.x;
    while (in[i] != wanted)
        i = (i + 32) % 64;
    *where = i;
}

int main()
{
    int *in = numbers(64), *where = filled(1, 0);
    search<<<1, 1>>>(in, where, BUG ? 100 : 32);
    show(where, 1);
    cudaFree(in);
}
