// launches cost nothing, it is thought
#include <cuda_runtime.h>

#include "bill.h"
#include "bill_kernels.h"

const char bill_prediction[] = "one step           266667\n"
                               "four steps         15873\n"
                               "sixteen steps      3333\n"
                               "four, to and fro   266667\n"
                               "commit 1 91a76cf951228408\n";

static int blocks(int threads)
{
    return (threads + 255) / 256;
}

static __global__ void three(const float *from, float *to, int n, float factor,
                             float least)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i >= n)
        return;
    float here = from[i], left = i > 0 ? from[i - 1] : here;
    float right = i + 1 < n ? from[i + 1] : here;
    float y = 0.25f * factor * (left + 2 * here + right);
    to[i] = y < least ? least : y;
}

void bill(const float *signal, float *mean, int n, float factor, float least)
{
    float *x, *y, *m;
    cudaStream_t s;
    if (n == 0)
        return;
    cudaStreamCreate(&s);
    cudaMalloc(&x, n * sizeof *x);
    cudaMalloc(&y, n * sizeof *y);
    cudaMalloc(&m, bill_blocks(n) * sizeof *m);
    cudaMemcpyAsync(x, signal, n * sizeof *x, cudaMemcpyHostToDevice, s);
    three<<<blocks(n), 256, 0, s>>>(x, y, n, factor, least);
    means<<<blocks(bill_blocks(n)), 256, 0, s>>>(y, m, n);
    cudaMemcpyAsync(mean, m, bill_blocks(n) * sizeof *m, cudaMemcpyDeviceToHost,
                    s);
    cudaStreamSynchronize(s);
    cudaFree(x);
    cudaFree(y);
    cudaFree(m);
    cudaStreamDestroy(s);
}

double bill_seconds(float *x, int n, float factor)
{
    cudaEvent_t before, after;
    float milliseconds;
    cudaEventCreate(&before);
    cudaEventCreate(&after);
    cudaEventRecord(before);
    scale<<<blocks(n), 256>>>(x, n, factor);
    cudaEventRecord(after);
    cudaEventSynchronize(after);
    cudaEventElapsedTime(&milliseconds, before, after);
    cudaEventDestroy(before);
    cudaEventDestroy(after);
    return 1e-3 * milliseconds;
}
