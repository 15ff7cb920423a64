/* Only an event orders two streams. */
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
    fill<<<1, 32, 0, one>>>(data);
    cudaEventRecord(event, one);
#if !BUG
    cudaStreamWaitEvent(two, event, 0);
#endif
    twice<<<1, 32, 0, two>>>(data, out);
    cudaDeviceSynchronize();
    show(out, 32);
    cudaFree(data);
    cudaEventDestroy(event);
    cudaStreamDestroy(one);
    cudaStreamDestroy(two);
}
