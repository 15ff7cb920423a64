/* Rows of a matrix lie further apart than they are long. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void fill(int *a, size_t pitch, int width)
{
    int x = threadIdx.x, y = blockIdx.x;
    if (x < width)
        ((int *)((char *)a + y * pitch * (1 + BUG)))[x] += x + y;
}

int main()
{
    int *a, host[4][20], sum = 0;
    size_t pitch;
    cudaMallocPitch(&a, &pitch, sizeof *host, 4);
    cudaMemset2D(a, pitch, 0, sizeof *host, 4);
    fill<<<4, 32>>>(a, pitch, 20);
    cudaMemcpy2DAsync(host, sizeof *host, a, pitch, sizeof *host, 4,
                      cudaMemcpyDeviceToHost, 0);
    cudaDeviceSynchronize();
    for (int y = 0; y < 4; y++)
        for (int x = 0; x < 20; x++)
            sum += host[y][x];
    printf("%d\n", sum);
    cudaFree(a);
}
