/* Two arrays in dynamic shared memory; the second begins too early. */
#include <cuda_runtime.h>

#include "pair.h"

extern __shared__ char room[];

__global__ void both(const int *in, int *out, int n)
{
    int *a = (int *)room;
    int *b = (int *)(room + (BUG ? n : n * (int)sizeof(int)));
    int t = threadIdx.x;
    a[t] = in[t];
    b[t] = in[n - 1 - t];
    __syncthreads();
    out[t] = a[n - 1 - t] + b[t];
}

int main()
{
    int *in = numbers(64), *out = filled(64, 0);
    both<<<1, 64, 2 * 64 * sizeof(int)>>>(in, out, 64);
    show(out, 64);
    cudaFree(in);
}
