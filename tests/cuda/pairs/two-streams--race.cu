/* A kernel reads in one stream what another writes. */
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
    cudaStreamCreate(&one);
    cudaStreamCreate(&two);
    fill<<<1, 32, 0, one>>>(data);
    twice<<<1, 32, 0, BUG ? two : one>>>(data, out);
    cudaDeviceSynchronize();
    show(out, 32);
    cudaFree(data);
    cudaStreamDestroy(one);
    cudaStreamDestroy(two);
}
