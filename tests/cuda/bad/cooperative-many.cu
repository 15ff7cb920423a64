/* 3 expect: The emulator runs at most 64 blocks */
#include <cuda_runtime.h>

__global__ void nothing()
{
}

int main()
{
    cudaLaunchCooperativeKernel((void *)nothing, dim3(100), dim3(128), NULL);
    cudaDeviceSynchronize();
}
