/* The host reads through a pointer of the device. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void one(int *data)
{
    *data = 1;
}

int main()
{
    int *device = filled(1, 0), host = 0;
    one<<<1, 1>>>(device);
    cudaDeviceSynchronize();
#if BUG
    host = *device;
#else
    cudaMemcpy(&host, device, sizeof host, cudaMemcpyDeviceToHost);
#endif
    printf("%d\n", host);
    cudaFree(device);
}
