/* A thread that has found something leaves the loop. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void search(const int *in, int *where)
{
    __shared__ int found;
    int t = threadIdx.x;
    if (t == 0)
        found = 0;
    __syncthreads();
    for (int k = 0; k < 4; k++) {
        bool hit = in[k * 64 + t] == 100;
        if (hit)
            *where = k * 64 + t;
#if BUG
        if (hit)
            break;
        __syncthreads();
#else
        if (__syncthreads_or(hit))
            break;
#endif
    }
}

int main()
{
    int *in = numbers(256), *where = filled(1, 0);
    search<<<1, 64>>>(in, where);
    show(where, 1);
    cudaFree(in);
}
