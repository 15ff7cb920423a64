// stride.cu - what a warp reads when its lanes stand apart
#include <cuda_runtime.h>

template <int STRIDE> __global__ void apart(const float *from, float *to)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    to[i] = from[i * STRIDE];
}

int main(void)
{
    const int n = 1024;
    float *from, *to;
    cudaMalloc(&from, 32 * n * sizeof *from);
    cudaMalloc(&to, n * sizeof *to);
    cudaMemset(from, 0, 32 * n * sizeof *from);
    apart<1><<<n / 256, 256>>>(from, to);
    apart<2><<<n / 256, 256>>>(from, to);
    apart<4><<<n / 256, 256>>>(from, to);
    apart<8><<<n / 256, 256>>>(from, to);
    apart<32><<<n / 256, 256>>>(from, to);
    cudaDeviceSynchronize();
    cudaFree(from);
    cudaFree(to);
}
