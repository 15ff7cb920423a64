/* The event is recorded before the kernel it should mark. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void fill(int *data)
{
    data[threadIdx.x] = threadIdx.x;
}

__global__ void twice(const int *data, int *out)
{
    out[threadIdx.x] = 2 * data[threadIdx.x];
}

int main()
{
    int *data = filled(32, 0), *out = filled(32, 0);
    cudaStream_t one, two;
    cudaEvent_t event;
    cudaStreamCreate(&one);
    cudaStreamCreate(&two);
    cudaEventCreate(&event);
#if BUG
    cudaEventRecord(event, one);
#endif
    fill<<<1, 32, 0, one>>>(data);
#if !BUG
    cudaEventRecord(event, one);
#endif
    cudaStreamWaitEvent(two, event, 0);
    twice<<<1, 32, 0, two>>>(data, out);
    cudaDeviceSynchronize();
    show(out, 32);
    cudaFree(data);
    cudaEventDestroy(event);
    cudaStreamDestroy(one);
    cudaStreamDestroy(two);
}
