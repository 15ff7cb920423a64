/* Every lane has bins of its own in shared memory; only warps meet there. */
#include "histogram.h"

enum { LANES = 32, THREADS = 128, ROUNDS = 64 };

__global__ void count_keys(const unsigned char *keys, int n, unsigned *bins)
{
    extern __shared__ unsigned own[];
    unsigned lane = threadIdx.x % LANES;
    for (int i = threadIdx.x; i < BINS * LANES; i += THREADS)
        own[i] = 0;
    __syncthreads();
    for (int r = 0; r < ROUNDS; r++) {
        int i = (blockIdx.x * ROUNDS + r) * THREADS + threadIdx.x;
        if (i < n)
            atomicAdd(&own[keys[i] * LANES + lane], 1);
    }
    __syncthreads();
    for (int b = threadIdx.x; b < BINS; b += THREADS) {
        unsigned sum = 0;
        for (int l = 0; l < LANES; l++)
            sum += own[b * LANES + (l + lane) % LANES];
        atomicAdd(&bins[b], sum);
    }
}

void histogram(const unsigned char *keys, int n, unsigned *bins)
{
    int blocks = (n + THREADS * ROUNDS - 1) / (THREADS * ROUNDS);
    cudaMemset(bins, 0, BINS * sizeof *bins);
    if (n > 0)
        count_keys<<<blocks, THREADS, BINS * LANES * sizeof *bins>>>(keys, n,
                                                                     bins);
}
