/* 0 expect: 0 and 9 then 0, and 7 */
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
    void *arguments[] = {&device};
    cudaError_t own = cudaLaunchKernel(k, dim3(1), dim3(1), arguments);
    cudaError_t first = cudaGetLastError(), second = cudaGetLastError();
    cudaMemcpy(&host, device, sizeof host, cudaMemcpyDeviceToHost);
    printf("%d and %d then %d, and %d\n", own, first, second, host);
    cudaFree(device);
}
