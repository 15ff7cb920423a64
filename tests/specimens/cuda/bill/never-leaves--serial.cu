// all of it on the host
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

static float smoothed(const float *x, int n, int i, float factor)
{
    float left = x[i > 0 ? i - 1 : i], right = x[i + 1 < n ? i + 1 : i];
    return 0.25f * factor * (left + 2 * x[i] + right);
}

void bill(const float *signal, float *mean, int n, float factor, float least)
{
    for (int k = 0; k < bill_blocks(n); k++) {
        int first = k * BILL_BLOCK, count = 0;
        float sum = 0;
        for (int i = first; i < first + BILL_BLOCK && i < n; i++, count++) {
            float y = smoothed(signal, n, i, factor);
            sum += y < least ? least : y;
        }
        mean[k] = sum / count;
    }
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
