/* The source of an asynchronous copy is changed too early. */
#include <cuda_runtime.h>

#include "pair.h"

int main()
{
    int *device = filled(32, 0), *host;
    cudaStream_t stream;
    cudaStreamCreate(&stream);
    cudaMallocHost(&host, 32 * sizeof(int));
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 32; i++)
            host[i] = round;
        cudaMemcpyAsync(device, host, 32 * sizeof(int), cudaMemcpyHostToDevice,
                        stream);
#if !BUG
        cudaStreamSynchronize(stream);
#endif
    }
    cudaStreamSynchronize(stream);
    show(device, 32);
    cudaFreeHost(host);
    cudaStreamDestroy(stream);
}
