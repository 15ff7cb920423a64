/* The direction of a copy is wrong. */
#include <cuda_runtime.h>

#include "pair.h"

int main()
{
    int host[32] = {0}, *device = filled(32, 1);
    cudaMemcpy(host, device, sizeof host,
               BUG ? cudaMemcpyHostToDevice : cudaMemcpyDeviceToHost);
    printf("%d\n", host[0]);
    cudaFree(device);
}
