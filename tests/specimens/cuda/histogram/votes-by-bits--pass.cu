/* Finds equal keys by a vote on each of the eight bits. */
#include "histogram.h"

enum { THREADS = 256, ROUNDS = 16 };

/* Counts one key of each lane in `lanes`, which call this together. */
__device__ void count_together(unsigned lanes, int key, unsigned *bins)
{
    unsigned same = lanes;
    for (int bit = 0; bit < 8; bit++) {
        unsigned set = __ballot_sync(lanes, key >> bit & 1);
        same &= key >> bit & 1 ? set : ~set;
    }
    if (threadIdx.x % 32 == __ffs(same) - 1)
        atomicAdd(&bins[key], __popc(same));
}

__global__ void count_keys(const unsigned char *keys, int n, unsigned *bins)
{
    __shared__ unsigned own[BINS];
    for (int b = threadIdx.x; b < BINS; b += THREADS)
        own[b] = 0;
    __syncthreads();
    for (int r = 0; r < ROUNDS; r++) {
        int i = (blockIdx.x * ROUNDS + r) * THREADS + threadIdx.x;
        unsigned lanes = __ballot_sync(~0u, i < n);
        if (i < n)
            count_together(lanes, keys[i], own);
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
