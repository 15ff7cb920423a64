/* Reads and writes once: a block waits for the sum of the block before. */
#include "scan.h"

enum { THREADS = 256, EACH = 4, PART = THREADS * EACH };

__device__ unsigned scan_block(unsigned value, unsigned *total)
{
    __shared__ unsigned sum[2][THREADS];
    int t = threadIdx.x, now = 0;
    sum[0][t] = value;
    for (int d = 1; d < THREADS; d *= 2, now = 1 - now) {
        __syncthreads();
        sum[1 - now][t] = sum[now][t] + (t >= d ? sum[now][t - d] : 0);
    }
    __syncthreads();
    *total = sum[now][THREADS - 1];
    unsigned before = sum[now][t] - value;
    __syncthreads();
    return before;
}

/* flag[b] is 1 once sum[b] is the sum of all parts before part b; `next` gives
 * parts to blocks as they begin, so that those waited for have begun. */
__global__ void scan_chain(const unsigned *in, int n, bool keep, unsigned *next,
                           unsigned *flag, unsigned *sum, unsigned *out,
                           unsigned *all)
{
    __shared__ unsigned block, start;
    if (threadIdx.x == 0)
        block = atomicAdd(next, 1);
    __syncthreads();
    int first = block * PART + threadIdx.x;
    unsigned value[EACH], before[EACH], total, mine = 0;
    for (int e = 0; e < EACH; e++) {
        int i = first + e * THREADS;
        value[e] = i < n ? in[i] : 0;
        before[e] = mine + scan_block(keep ? value[e] != 0 : value[e], &total);
        mine += total;
    }
    if (threadIdx.x == 0) {
        while (atomicAdd(&flag[block], 0) == 0)
            ;
        __threadfence();
        start = sum[block];
        sum[block + 1] = start + mine;
        __threadfence();
        atomicExch(&flag[block + 1], 1);
        if (all && block == gridDim.x - 1)
            *all = start + mine;
    }
    __syncthreads();
    for (int e = 0; e < EACH; e++) {
        int i = first + e * THREADS;
        if (out && (keep ? value[e] != 0 : i < n))
            out[keep ? start + before[e] : i] =
                keep ? value[e] : start + before[e];
    }
}

static void run(const unsigned *in, int n, bool keep, unsigned *out,
                unsigned *all)
{
    int parts = n / PART + 1;
    unsigned *work;
    size_t bytes = (2 * parts + 3) * sizeof *work;
    const unsigned one = 1;
    cudaMalloc(&work, bytes);
    cudaMemset(work, 0, bytes);
    cudaMemcpy(work + 1, &one, sizeof one, cudaMemcpyHostToDevice);
    scan_chain<<<parts, THREADS>>>(in, n, keep, work, work + 1,
                                   work + parts + 2, out, all);
    cudaFree(work);
}

void reduce(const unsigned *in, int n, unsigned *sum)
{
    run(in, n, false, NULL, sum);
}

void scan(const unsigned *in, int n, unsigned *out)
{
    run(in, n, false, out, NULL);
}

void compact(const unsigned *in, int n, unsigned *out, unsigned *kept)
{
    run(in, n, true, out, kept);
}
