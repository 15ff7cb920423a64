/* The kernel gets a pointer of the host. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void scale(int *data)
{
    data[threadIdx.x] *= 2;
}

int main()
{
    int *host = (int *)calloc(32, sizeof(int)), *device = numbers(32);
    scale<<<1, 32>>>(BUG ? host : device);
    show(device, 32);
    free(host);
}
