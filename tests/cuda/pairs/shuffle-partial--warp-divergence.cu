/* The last warp has 8 lanes with work: the mask has to say so. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void sums(const int *in, int *out, int n)
{
    int i = threadIdx.x;
    unsigned lanes = __ballot_sync(~0u, i < n);
    if (i < n) {
        int v = in[i];
        for (int d = 4; d; d /= 2)
            v += __shfl_down_sync(BUG ? ~0u : lanes, v, d, 8);
        if (i % 8 == 0)
            out[i / 8] = v;
    }
    __syncthreads();
    if (i == 0)
        out[0] += 1;
}

int main()
{
    int *in = numbers(40), *out = filled(5, 0);
    sums<<<1, 64>>>(in, out, 40);
    show(out, 5);
    cudaFree(in);
}
