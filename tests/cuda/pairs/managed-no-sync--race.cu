/* The host reads managed memory before the kernel is over. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void fill(int *data)
{
    data[threadIdx.x] = threadIdx.x;
}

int main()
{
    int *data;
    cudaMallocManaged(&data, 32 * sizeof(int));
    fill<<<1, 32>>>(data);
#if !BUG
    cudaDeviceSynchronize();
#endif
    printf("%d\n", data[31]);
    cudaDeviceSynchronize();
    cudaFree(data);
}
