/* Blocks scan their part at once, and add what came before it later: levels
 * upon levels, until one block is enough. */
#include "scan.h"

enum { THREADS = 128 };

/* The inclusive scan of each block's part; `last`: their ends, of any use. */
__global__ void scan_blocks(const unsigned *in, int n, unsigned *out,
                            unsigned *last)
{
    __shared__ unsigned sum[THREADS];
    int i = blockIdx.x * THREADS + threadIdx.x;
    unsigned mine = i < n ? in[i] : 0;
    for (int d = 1; d < THREADS; d *= 2) {
        sum[threadIdx.x] = mine;
        __syncthreads();
        if (threadIdx.x >= d)
            mine += sum[threadIdx.x - d];
        __syncthreads();
    }
    if (i < n)
        out[i] = mine;
    if (threadIdx.x == THREADS - 1)
        last[blockIdx.x] = mine;
}

__global__ void add_start(unsigned *out, int n, const unsigned *before)
{
    int i = blockIdx.x * THREADS + threadIdx.x;
    if (i < n && blockIdx.x > 0)
        out[i] += before[blockIdx.x - 1];
}

static void scan_inclusive(const unsigned *in, int n, unsigned *out)
{
    int blocks = (n + THREADS - 1) / THREADS;
    unsigned *last;
    cudaMalloc(&last, blocks * sizeof *last);
    scan_blocks<<<blocks, THREADS>>>(in, n, out, last);
    if (blocks > 1) {
        unsigned *sum;
        cudaMalloc(&sum, blocks * sizeof *sum);
        scan_inclusive(last, blocks, sum);
        add_start<<<blocks, THREADS>>>(out, n, sum);
        cudaFree(sum);
    }
    cudaFree(last);
}

__global__ void flags(const unsigned *in, int n, unsigned *flag)
{
    int i = blockIdx.x * THREADS + threadIdx.x;
    if (i < n)
        flag[i] = in[i] != 0;
}

__global__ void move(const unsigned *in, int n, const unsigned *to,
                     unsigned *out)
{
    int i = blockIdx.x * THREADS + threadIdx.x;
    if (i < n && in[i])
        out[to[i] - 1] = in[i];
}

__global__ void sum_up(const unsigned *in, int n, unsigned *sum)
{
    unsigned mine = 0;
    for (int i = blockIdx.x * THREADS + threadIdx.x; i < n;
         i += gridDim.x * THREADS)
        mine += in[i];
    mine = __reduce_add_sync(~0u, mine);
    if (threadIdx.x % 32 == 0)
        atomicAdd(sum, mine);
}

void reduce(const unsigned *in, int n, unsigned *sum)
{
    cudaMemset(sum, 0, sizeof *sum);
    sum_up<<<16, THREADS>>>(in, n, sum);
}

void scan(const unsigned *in, int n, unsigned *out)
{
    cudaMemset(out, 0, n > 0 ? sizeof *out : 0);
    if (n > 1)
        scan_inclusive(in, n - 1, out + 1);
}

void compact(const unsigned *in, int n, unsigned *out, unsigned *kept)
{
    int blocks = (n + THREADS - 1) / THREADS;
    unsigned *flag, *to;
    cudaMemset(kept, 0, sizeof *kept);
    if (n == 0)
        return;
    cudaMalloc(&flag, n * sizeof *flag);
    cudaMalloc(&to, n * sizeof *to);
    flags<<<blocks, THREADS>>>(in, n, flag);
    scan_inclusive(flag, n, to);
    move<<<blocks, THREADS>>>(in, n, to, out);
    cudaMemcpy(kept, to + n - 1, sizeof *kept, cudaMemcpyDeviceToDevice);
    cudaFree(flag);
    cudaFree(to);
}
