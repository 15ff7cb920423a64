/* Equal keys together, but all in global memory. */
#include "histogram.h"

enum { THREADS = 256, ROUNDS = 16 };

/* Counts one key of each lane in `lanes`, which call this together. */
__device__ void count_together(unsigned lanes, int key, unsigned *bins)
{
    unsigned same = __match_any_sync(lanes, key);
    if (threadIdx.x % 32 == __ffs(same) - 1)
        atomicAdd(&bins[key], __popc(same));
}

__global__ void count_keys(const unsigned char *keys, int n, unsigned *bins)
{
    for (int r = 0; r < ROUNDS; r++) {
        int i = (blockIdx.x * ROUNDS + r) * THREADS + threadIdx.x;
        unsigned lanes = __ballot_sync(~0u, i < n);
        if (i < n)
            count_together(lanes, keys[i], bins);
    }
}

void histogram(const unsigned char *keys, int n, unsigned *bins)
{
    int blocks = (n + THREADS * ROUNDS - 1) / (THREADS * ROUNDS);
    cudaMemset(bins, 0, BINS * sizeof *bins);
    if (n > 0)
        count_keys<<<blocks, THREADS>>>(keys, n, bins);
}
