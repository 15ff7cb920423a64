/* More is copied back than was written; the host looks at it, or does not. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void odd(const int *in, int *out, int *count)
{
    if (in[threadIdx.x] % 2)
        out[atomicAdd(count, 1)] = in[threadIdx.x];
}

int main()
{
    int *in = numbers(64), *count = filled(1, 0), *out, host[64], n, sum = 0;
    cudaMalloc(&out, sizeof host);
    odd<<<1, 64>>>(in, out, count);
    cudaMemcpy(&n, count, sizeof n, cudaMemcpyDeviceToHost);
    cudaMemcpy(host, out, sizeof host, cudaMemcpyDeviceToHost);
    for (int i = 0; i < n + BUG; i++)
        sum += host[i];
    printf("%d\n", sum);
    cudaFree(in);
    cudaFree(count);
    cudaFree(out);
}
