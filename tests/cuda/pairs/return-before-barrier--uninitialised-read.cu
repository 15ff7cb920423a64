/* Threads behind the end return before the barrier: that is allowed, as long
 * as nobody needs what they would have loaded. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void shift(const int *in, int *out, int n)
{
    __shared__ int s[128];
    int t = threadIdx.x, i = blockIdx.x * blockDim.x + t;
    if (i >= n)
        return;
    s[t] = in[i];
    __syncthreads();
    out[i] = s[BUG ? 127 - t : t / 2];
}

int main()
{
    int *in = numbers(200), *out = filled(200, 0);
    shift<<<2, 128>>>(in, out, 200);
    show(out, 200);
    cudaFree(in);
}
