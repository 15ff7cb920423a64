// bill.cu - ours, and why it is right
#include <cuda_runtime.h>

#include "bill.h"
#include "bill_kernels.h"

// A number costs the host 8 / 20 = 0.4 ns a step. The ways cost 8 / 25 = 0.32 ns
// and 20 us, a step on the device 8 / 1600 = 0.005 ns and 4 us. So one step pays
// from 24000 / (0.4 - 0.325) on, four from 36000 / (1.6 - 0.34), sixteen from
// 84000 / (6.4 - 0.4). To and fro is the first, four times on either side: it
// pays no sooner than one step does.
const char bill_prediction[] = "one step           320000\n"
                               "four steps         28571\n"
                               "sixteen steps      14000\n"
                               "four, to and fro   320000\n"
                               "commit 1 6e78c59c4e05e5be\n";

static int blocks(int threads)
{
    return (threads + 255) / 256;
}

// What one step leaves on the device is where the next one looks for it: the
// signal goes there once, and what comes back is a number for every 256. The
// four kernels are issued one after the other in the default stream, which
// keeps their order; nobody has to wait in between. cudaMemcpy to the host does
// wait, for everything issued before.
//
// smooth cannot work in place: a thread would read what its neighbour has just
// overwritten. So there are two arrays. For n = 0 there would be a grid without
// blocks.
void bill(const float *signal, float *mean, int n, float factor, float least)
{
    float *x, *y, *m;
    if (n == 0)
        return;
    cudaMalloc(&x, n * sizeof *x);
    cudaMalloc(&y, n * sizeof *y);
    cudaMalloc(&m, bill_blocks(n) * sizeof *m);

    cudaMemcpy(x, signal, n * sizeof *x, cudaMemcpyHostToDevice);
    scale<<<blocks(n), 256>>>(x, n, factor);
    smooth<<<blocks(n), 256>>>(x, y, n);
    clip<<<blocks(n), 256>>>(y, n, least);
    means<<<blocks(bill_blocks(n)), 256>>>(y, m, n);
    cudaMemcpy(mean, m, bill_blocks(n) * sizeof *m, cudaMemcpyDeviceToHost);

    cudaFree(x);
    cudaFree(y);
    cudaFree(m);
}

// A launch only puts work into the stream. Events are put there too, and get
// their times from the device when their turn has come: before and after the
// kernel, whatever else the host does. Their difference is known once the
// second one is over.
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
