/* Rows are set to zero in the stream that uses them. A non-blocking stream does
 * not wait for what is set in the default one. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void count(int *rows, size_t pitch)
{
    int *row = (int *)((char *)rows + blockIdx.x * pitch);
    atomicAdd(&row[threadIdx.x % 20], 1);
}

int main()
{
    int *rows, host[4][20], sum = 0;
    size_t pitch;
    cudaStream_t stream;
    cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking);
    cudaMallocPitch(&rows, &pitch, 20 * sizeof(int), 4);
    if (BUG)
        cudaMemset2D(rows, pitch, 0, 20 * sizeof(int), 4);
    else
        cudaMemset2DAsync(rows, pitch, 0, 20 * sizeof(int), 4, stream);
    count<<<4, 64, 0, stream>>>(rows, pitch);
    cudaMemcpy2DAsync(host, sizeof *host, rows, pitch, sizeof *host, 4,
                      cudaMemcpyDeviceToHost, stream);
    cudaStreamSynchronize(stream);
    for (int i = 0; i < 80; i++)
        sum += host[i / 20][i % 20];
    printf("%d\n", sum);
    cudaFree(rows);
    cudaStreamDestroy(stream);
}
