/* Equal keys of a block all queue for one word. */
#include "histogram.h"

enum { THREADS = 256, ROUNDS = 16 };

__global__ void count_keys(const unsigned char *keys, int n, unsigned *bins)
{
    __shared__ unsigned own[BINS];
    for (int b = threadIdx.x; b < BINS; b += THREADS)
        own[b] = 0;
    __syncthreads();
    for (int r = 0; r < ROUNDS; r++) {
        int i = (blockIdx.x * ROUNDS + r) * THREADS + threadIdx.x;
        if (i < n)
            atomicAdd(&own[keys[i]], 1);
    }
    __syncthreads();
    for (int b = threadIdx.x; b < BINS; b += THREADS)
        if (own[b] > 0)
            atomicAdd(&bins[b], own[b]);
}

void histogram(const unsigned char *keys, int n, unsigned *bins)
{
    int blocks = (n + THREADS * ROUNDS - 1) / (THREADS * ROUNDS);
    cudaMemset(bins, 0, BINS * sizeof *bins);
    if (n > 0)
        count_keys<<<blocks, THREADS>>>(keys, n, bins);
}
