/* A thread counts neighbours and adds when the key changes: neighbours of a
 * warp then read sixteen bytes apart. */
#include "histogram.h"

enum { THREADS = 256, KEYS = 16 };

__global__ void count_keys(const unsigned char *keys, int n, unsigned *bins)
{
    __shared__ unsigned own[BINS];
    own[threadIdx.x] = 0;
    __syncthreads();
    int first = (blockIdx.x * THREADS + threadIdx.x) * KEYS;
    unsigned run = 0;
    for (int i = first; i < first + KEYS && i < n; i++) {
        run++;
        if (i + 1 == first + KEYS || i + 1 == n || keys[i + 1] != keys[i]) {
            atomicAdd(&own[keys[i]], run);
            run = 0;
        }
    }
    __syncthreads();
    atomicAdd(&bins[threadIdx.x], own[threadIdx.x]);
}

void histogram(const unsigned char *keys, int n, unsigned *bins)
{
    int blocks = (n + THREADS * KEYS - 1) / (THREADS * KEYS);
    cudaMemset(bins, 0, BINS * sizeof *bins);
    if (n > 0)
        count_keys<<<blocks, THREADS>>>(keys, n, bins);
}
