/* Recursion that goes too deep for a stack. */
#include <cuda_runtime.h>

#include "pair.h"

__device__ int depth(int n)
{
    int local[16];
    local[n % 16] = n;
    return n == 0 ? 0 : 1 + depth(n - 1) + 0 * local[n % 16];
}

__global__ void run(int *out, int n)
{
    *out = depth(n);
}

int main()
{
    int *out = filled(1, 0);
    run<<<1, 1>>>(out, BUG ? 1000000 : 20);
    show(out, 1);
}
