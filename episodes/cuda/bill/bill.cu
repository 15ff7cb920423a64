// bill.cu - your code. The contract is in bill.h.
#include <chrono>
#include <cuda_runtime.h>

#include "bill.h"
#include "bill_kernels.h"

// TODO: work these out before you measure anything, then make commit.
const char bill_prediction[] = "one step           1000\n"
                               "four steps         1000\n"
                               "sixteen steps      1000\n"
                               "four, to and fro   1000\n";

// TODO: this brings the numbers to the device and back for every step. And what
// for n = 0? And who frees what?
void bill(const float *signal, float *mean, int n, float factor, float least)
{
    const int grid = (n + 255) / 256;
    const size_t bytes = n * sizeof(float);
    float *x, *y;
    float *host = new float[n];
    cudaMalloc(&x, bytes);
    cudaMalloc(&y, bytes);

    cudaMemcpy(x, signal, bytes, cudaMemcpyHostToDevice);
    scale<<<grid, 256>>>(x, n, factor);
    cudaMemcpy(host, x, bytes, cudaMemcpyDeviceToHost);

    cudaMemcpy(x, host, bytes, cudaMemcpyHostToDevice);
    smooth<<<grid, 256>>>(x, y, n);
    cudaMemcpy(host, y, bytes, cudaMemcpyDeviceToHost);

    // ... and clip, and means
    delete[] host;
}

// TODO: is the device ready when the second time is taken?
double bill_seconds(float *x, int n, float factor)
{
    auto start = std::chrono::steady_clock::now();
    scale<<<(n + 255) / 256, 256>>>(x, n, factor);
    auto end = std::chrono::steady_clock::now();
    return std::chrono::duration<double>(end - start).count();
}
