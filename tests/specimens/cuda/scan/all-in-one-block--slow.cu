/* One block does all parts. */
#include "scan.h"

enum { THREADS = 256, WARPS = THREADS / 32, PART = 2048 };

__device__ unsigned scan_block(unsigned value, unsigned *total)
{
    __shared__ unsigned warp_sum[WARPS];
    int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
    unsigned sum = value, before = 0;
    for (int d = 1; d < 32; d *= 2) {
        unsigned left = __shfl_up_sync(~0u, sum, d);
        sum += lane >= d ? left : 0;
    }
    if (lane == 31)
        warp_sum[warp] = sum;
    __syncthreads();
    *total = 0;
    for (int w = 0; w < WARPS; w++) {
        before += w < warp ? warp_sum[w] : 0;
        *total += warp_sum[w];
    }
    __syncthreads();
    return before + sum - value;
}

/* sum[b]: of the b-th `length` numbers, or how many of them are not 0. */
__global__ void sum_part(const unsigned *in, int n, int length, bool count,
                         unsigned *sum)
{
    unsigned mine = 0, total;
    int first = blockIdx.x * length, end = min(n, first + length);
    for (int i = first + threadIdx.x; i < end; i += THREADS)
        mine += count ? in[i] != 0 : in[i];
    scan_block(mine, &total);
    if (threadIdx.x == 0)
        sum[blockIdx.x] = total;
}

__global__ void scan_part(const unsigned *in, int n, int length, bool keep,
                          const unsigned *start, unsigned *out)
{
    unsigned sum = start ? start[blockIdx.x] : 0, total;
    int first = blockIdx.x * length, end = min(n, first + length);
    for (; first < end; first += THREADS) {
        int i = first + threadIdx.x;
        unsigned value = i < end ? in[i] : 0;
        unsigned at = sum + scan_block(keep ? value != 0 : value, &total);
        if (keep ? value != 0 : i < end)
            out[keep ? at : i] = keep ? value : at;
        sum += total;
    }
}

/* Does all three; `sum` or `out` may be NULL. */
static void run(const unsigned *in, int n, bool keep, unsigned *sum,
                unsigned *out)
{
    int parts = 1;
    unsigned *part;
    cudaMalloc(&part, parts * sizeof *part);
    sum_part<<<parts, THREADS>>>(in, n, n, keep, part);
    if (sum)
        sum_part<<<1, THREADS>>>(part, parts, parts, false, sum);
    if (out) {
        scan_part<<<1, THREADS>>>(part, parts, parts, false, NULL, part);
        scan_part<<<parts, THREADS>>>(in, n, n, keep, part, out);
    }
    cudaFree(part);
}

void reduce(const unsigned *in, int n, unsigned *sum)
{
    run(in, n, false, sum, NULL);
}

void scan(const unsigned *in, int n, unsigned *out)
{
    run(in, n, false, NULL, out);
}

void compact(const unsigned *in, int n, unsigned *out, unsigned *kept)
{
    run(in, n, true, kept, out);
}
