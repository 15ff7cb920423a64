// brings back all numbers and averages at home
#include <cuda_runtime.h>

#include "bill.h"
#include "bill_kernels.h"

const char bill_prediction[] = "one step           320000\n"
                               "four steps         28571\n"
                               "sixteen steps      14000\n"
                               "four, to and fro   320000\n"
                               "commit 1 6e78c59c4e05e5be\n";

static int blocks(int threads)
{
    return (threads + 255) / 256;
}

void bill(const float *signal, float *mean, int n, float factor, float least)
{
    float *x, *y, *host;
    if (n == 0)
        return;
    host = new float[n];
    cudaMalloc(&x, n * sizeof *x);
    cudaMalloc(&y, n * sizeof *y);
    cudaMemcpy(x, signal, n * sizeof *x, cudaMemcpyHostToDevice);
    scale<<<blocks(n), 256>>>(x, n, factor);
    smooth<<<blocks(n), 256>>>(x, y, n);
    clip<<<blocks(n), 256>>>(y, n, least);
    cudaMemcpy(host, y, n * sizeof *y, cudaMemcpyDeviceToHost);
    for (int k = 0; k < bill_blocks(n); k++) {
        int first = k * BILL_BLOCK, end = first + BILL_BLOCK;
        float sum = 0;
        for (int i = first; i < end && i < n; i++)
            sum += host[i];
        mean[k] = sum / ((end < n ? end : n) - first);
    }
    cudaFree(x);
    cudaFree(y);
    delete[] host;
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
