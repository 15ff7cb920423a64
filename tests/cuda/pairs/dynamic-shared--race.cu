/* Two arrays in one piece of dynamic shared memory overlap. */
#include <cuda_runtime.h>

#include "pair.h"

extern __shared__ int pool[];

__global__ void both(int *out, int n)
{
    int *a = pool, *b = pool + (BUG ? n / 2 : n);
    int t = threadIdx.x;
    a[t] = t;
    b[t] = 2 * t;
    __syncthreads();
    out[t] = a[t] + b[t];
}

int main()
{
    int *out = filled(64, 0);
    both<<<1, 64, 2 * 64 * sizeof(int)>>>(out, 64);
    show(out, 64);
}
