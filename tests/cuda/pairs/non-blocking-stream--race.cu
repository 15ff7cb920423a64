/* The default stream does not wait for a non-blocking one. */
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
    cudaStream_t one;
    cudaStreamCreateWithFlags(&one, BUG ? cudaStreamNonBlocking
                                        : cudaStreamDefault);
    fill<<<1, 32, 0, one>>>(data);
    twice<<<1, 32>>>(data, out);
    show(out, 32);
    cudaFree(data);
    cudaStreamDestroy(one);
}
