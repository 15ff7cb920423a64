/* An assertion of the kernel does not hold. */
#include <cuda_runtime.h>

#include "pair.h"

#include <assert.h>

__global__ void check(const int *in)
{
    assert(in[threadIdx.x] < (BUG ? 31 : 32));
}

int main()
{
    int *in = numbers(32);
    check<<<1, 32>>>(in);
    cudaDeviceSynchronize();
    cudaFree(in);
}
