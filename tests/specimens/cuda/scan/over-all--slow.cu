/* Hillis and Steele over the whole array: log n rounds of n additions. */
#include "scan.h"

enum { THREADS = 256 };

/* out[i] = in[i] + in[i - d]; with d = 0 shifts by one, keep: 1 for not 0. */
__global__ void add_shifted(const unsigned *in, int n, int d, unsigned *out)
{
    int i = blockIdx.x * THREADS + threadIdx.x;
    if (i < n)
        out[i] = in[i] + (i >= d ? in[i - d] : 0);
}

__global__ void shift(const unsigned *in, int n, bool keep, unsigned *out)
{
    int i = blockIdx.x * THREADS + threadIdx.x;
    unsigned value = i > 0 && i <= n ? in[i - 1] : 0;
    if (i <= n)
        out[i] = keep ? value != 0 : value;
}

__global__ void move(const unsigned *in, int n, const unsigned *to,
                     unsigned *out)
{
    int i = blockIdx.x * THREADS + threadIdx.x;
    if (i < n && in[i])
        out[to[i]] = in[i];
}

/* n + 1 sums: of nothing, of one number, ... of all. */
static unsigned *sums(const unsigned *in, int n, bool keep)
{
    int blocks = n / THREADS + 1;
    unsigned *sum, *next;
    cudaMalloc(&sum, (n + 1) * sizeof *sum);
    cudaMalloc(&next, (n + 1) * sizeof *next);
    shift<<<blocks, THREADS>>>(in, n, keep, sum);
    for (int d = 1; d <= n; d *= 2) {
        add_shifted<<<blocks, THREADS>>>(sum, n + 1, d, next);
        unsigned *swap = sum;
        sum = next;
        next = swap;
    }
    cudaFree(next);
    return sum;
}

void reduce(const unsigned *in, int n, unsigned *sum)
{
    unsigned *all = sums(in, n, false);
    cudaMemcpy(sum, all + n, sizeof *sum, cudaMemcpyDeviceToDevice);
    cudaFree(all);
}

void scan(const unsigned *in, int n, unsigned *out)
{
    unsigned *all = sums(in, n, false);
    cudaMemcpy(out, all, n * sizeof *out, cudaMemcpyDeviceToDevice);
    cudaFree(all);
}

void compact(const unsigned *in, int n, unsigned *out, unsigned *kept)
{
    unsigned *all = sums(in, n, true);
    move<<<n / THREADS + 1, THREADS>>>(in, n, all, out);
    cudaMemcpy(kept, all + n, sizeof *kept, cudaMemcpyDeviceToDevice);
    cudaFree(all);
}
