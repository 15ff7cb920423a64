// branch.cu - lanes of a warp that part, and warps that do
#include <cuda_runtime.h>

template <int GROUP> __global__ void part(int *to)
{
    int i = threadIdx.x;
    if (i / GROUP % 2 == 0)
        to[i] = i;
    else
        to[i] = -i;
}

int main(void)
{
    int *to;
    cudaMalloc(&to, 256 * sizeof *to);
    part<1><<<1, 256>>>(to);
    part<16><<<1, 256>>>(to);
    part<32><<<1, 256>>>(to);
    cudaDeviceSynchronize();
    cudaFree(to);
}
