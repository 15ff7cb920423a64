/* Blocks draw pieces of work until none is left; the drawn number has to be
 * read by all before the next one is drawn. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void work(const int *in, int *out, int *next, int pieces)
{
    __shared__ int drawn;
    for (;;) {
        if (threadIdx.x == 0)
            drawn = atomicAdd(next, 1);
        __syncthreads();
        int piece = drawn;
#if !BUG
        __syncthreads();
#endif
        if (piece >= pieces)
            return;
        out[piece * 64 + threadIdx.x] = 2 * in[piece * 64 + threadIdx.x];
    }
}

int main()
{
    int *in = numbers(640), *out = filled(640, 0), *next = filled(1, 0);
    work<<<3, 64>>>(in, out, next, 10);
    show(out, 640);
    cudaFree(in);
    cudaFree(next);
}
