/* The time is taken while the kernel runs. */
#include <cuda_runtime.h>

#include "pair.h"

#include <chrono>

__global__ void fill(int *data)
{
    data[threadIdx.x] = 1;
}

int main()
{
    int *data = filled(32, 0);
    auto start = std::chrono::steady_clock::now();
    fill<<<1, 32>>>(data);
#if !BUG
    cudaDeviceSynchronize();
#endif
    auto end = std::chrono::steady_clock::now();
    cudaDeviceSynchronize();
    printf("%d\n", end > start);
    show(data, 32);
}
