/* The host reads the target of an asynchronous copy. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void fill(int *data)
{
    data[threadIdx.x] = threadIdx.x;
}

int main()
{
    int *device = filled(32, 0), *host;
    cudaStream_t stream;
    cudaStreamCreate(&stream);
    cudaMallocHost(&host, 32 * sizeof(int));
    fill<<<1, 32, 0, stream>>>(device);
    cudaMemcpyAsync(host, device, 32 * sizeof(int), cudaMemcpyDeviceToHost,
                    stream);
#if !BUG
    cudaStreamSynchronize(stream);
#endif
    printf("%d\n", host[31]);
    cudaStreamSynchronize(stream);
    cudaFree(device);
    cudaFreeHost(host);
    cudaStreamDestroy(stream);
}
