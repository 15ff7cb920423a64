/*
 * histogram.cu - counts in the block, and together what is equal in the warp.
 *
 * Why it is right: `own` is cleared before anybody counts in it and complete
 * before anybody takes it out: two barriers, which all threads reach, as only
 * what stands within the `if`s depends on i < n. Several warps count in the
 * same bin, several blocks add to the same one of `bins`: atomically. The last
 * round of the last block does not concern all lanes. Which of them it does,
 * all lanes vote on; only these take part in the match, with a mask that says
 * so. cudaMemset comes before the kernel, as both are in the same stream.
 *
 * Why it is cheap: a block counts 4096 keys for 256 atomics in global memory,
 * one for 16. In the warp __match_any_sync() tells each lane which others have
 * its key, and the first of them adds for all: the lanes that add have
 * different keys, so none waits for another. If all keys are equal, that is
 * one addition where there were 32; if none are, it is as before, with the
 * match on top.
 */
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
