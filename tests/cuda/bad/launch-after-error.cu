/* 0 expect: 9 then 0, and 7 */
#include <stdio.h>

__global__ void k(int *out)
{
    *out = 7;
}

int main()
{
    int *device, host = 0;
    cudaMalloc(&device, sizeof *device);
    k<<<0, 32>>>(device);
    k<<<1, 1>>>(device);
    cudaError_t first = cudaGetLastError(), second = cudaGetLastError();
    cudaMemcpy(&host, device, sizeof host, cudaMemcpyDeviceToHost);
    printf("%d then %d, and %d\n", first, second, host);
    cudaFree(device);
}
