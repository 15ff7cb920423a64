/* The time between events is asked before they are reached. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void fill(int *data)
{
    data[threadIdx.x] = 1;
}

int main()
{
    int *data = filled(32, 0);
    cudaEvent_t start, stop;
    float ms = 0;
    cudaEventCreate(&start);
    cudaEventCreate(&stop);
    cudaEventRecord(start);
    fill<<<1, 32>>>(data);
    cudaEventRecord(stop);
#if !BUG
    cudaEventSynchronize(stop);
#endif
    cudaEventElapsedTime(&ms, start, stop);
    show(data, 32);
    cudaEventDestroy(start);
    cudaEventDestroy(stop);
}
