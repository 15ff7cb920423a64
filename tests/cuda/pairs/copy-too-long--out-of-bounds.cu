/* A copy is given elements where it wants bytes, or too many. */
#include <cuda_runtime.h>

#include "pair.h"

int main()
{
    int *host = (int *)calloc(200, sizeof(int)), *device = filled(100, 0);
    cudaMemcpy(device, host, (BUG ? 200 : 100) * sizeof(int),
               cudaMemcpyHostToDevice);
    show(device, 100);
    free(host);
}
