/* A flag of the block is cleared for the next round while some still read. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void relax(int *a, int n, int *rounds)
{
    __shared__ bool changed;
    int t = threadIdx.x, r = 0;
    do {
        __syncthreads();
        if (t == 0)
            changed = false;
        __syncthreads();
        if (t % 2 == r % 2 && t + 1 < n && a[t] > a[t + 1]) {
            int kept = a[t];
            a[t] = a[t + 1];
            a[t + 1] = kept;
            changed = true;
        }
#if !BUG
        __syncthreads();
#endif
        r++;
    } while (changed || r < 2);
    if (t == 0)
        *rounds = r > 0;
}

int main()
{
    int h[32], *a, *rounds = filled(1, 0);
    for (int i = 0; i < 32; i++)
        h[i] = 31 - i;
    cudaMalloc(&a, sizeof h);
    cudaMemcpy(a, h, sizeof h, cudaMemcpyHostToDevice);
    relax<<<1, 32>>>(a, 32, rounds);
    show(a, 32);
    cudaFree(rounds);
}
