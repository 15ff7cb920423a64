/* The sums before each of 16384 numbers: in rounds over all, and in parts. */
#include <cuda_runtime.h>

enum { N = 16384, THREADS = 256, PART = 2048 };

__global__ void round_over_all(const unsigned *in, unsigned *out, int d)
{
    int i = blockIdx.x * THREADS + threadIdx.x;
    out[i] = in[i] + (i >= d ? in[i - d] : 0);
}

__device__ unsigned scan_block(unsigned value, unsigned *total)
{
    __shared__ unsigned sum[THREADS];
    int t = threadIdx.x;
    sum[t] = value;
    for (int d = 1; d < THREADS; d *= 2) {
        __syncthreads();
        unsigned left = t >= d ? sum[t - d] : 0;
        __syncthreads();
        sum[t] += left;
    }
    __syncthreads();
    *total = sum[THREADS - 1];
    unsigned mine = sum[t];
    __syncthreads();
    return mine;
}

__global__ void sum_parts(const unsigned *in, unsigned *sum)
{
    unsigned mine = 0, total;
    for (int i = threadIdx.x; i < PART; i += THREADS)
        mine += in[blockIdx.x * PART + i];
    scan_block(mine, &total);
    if (threadIdx.x == 0)
        sum[blockIdx.x] = total;
}

__global__ void scan_parts(const unsigned *in, const unsigned *sum,
                           unsigned *out)
{
    unsigned before = 0, total;
    for (int b = 0; b < blockIdx.x; b++)
        before += sum[b];
    for (int i = threadIdx.x; i < PART; i += THREADS) {
        int at = blockIdx.x * PART + i;
        out[at] = before + scan_block(in[at], &total);
        before += total;
    }
}

int main()
{
    unsigned *in, *out, *sum;
    cudaMalloc(&in, N * sizeof *in);
    cudaMalloc(&out, N * sizeof *out);
    cudaMalloc(&sum, N / PART * sizeof *sum);
    cudaMemset(in, 0, N * sizeof *in);
    sum_parts<<<N / PART, THREADS>>>(in, sum);
    scan_parts<<<N / PART, THREADS>>>(in, sum, out);
    for (int d = 1; d < N; d *= 4) {
        round_over_all<<<N / THREADS, THREADS>>>(in, out, d);
        round_over_all<<<N / THREADS, THREADS>>>(out, in, 2 * d);
    }
    cudaFree(in);
    cudaFree(out);
    cudaFree(sum);
}
