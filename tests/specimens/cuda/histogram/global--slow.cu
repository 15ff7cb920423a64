/* All threads of the grid count in the same 256 words. */
#include "histogram.h"

__global__ void count_keys(const unsigned char *keys, int n, unsigned *bins)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        atomicAdd(&bins[keys[i]], 1);
}

void histogram(const unsigned char *keys, int n, unsigned *bins)
{
    cudaMemset(bins, 0, BINS * sizeof *bins);
    if (n > 0)
        count_keys<<<(n + 255) / 256, 256>>>(keys, n, bins);
}
