// copy.cu - the work of a simple step, and the way to it
#include <cuda_runtime.h>
#include <stdlib.h>

__global__ void scale(float *x, int n, float factor)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        x[i] *= factor;
}

int main(void)
{
    const int n = 1 << 18;
    float *host = (float *)calloc(n, sizeof *host), *x;
    cudaMalloc(&x, n * sizeof *x);
    cudaMemcpy(x, host, n * sizeof *x, cudaMemcpyHostToDevice);
    scale<<<n / 256, 256>>>(x, n, 2);
    cudaMemcpy(host, x, n * sizeof *x, cudaMemcpyDeviceToHost);
    cudaFree(x);
    free(host);
}
