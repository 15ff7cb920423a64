// banks.cu - a warp that reads a column of a square in shared memory
#include <cuda_runtime.h>

template <int WIDTH> __global__ void column(float *to)
{
    __shared__ float square[32 * WIDTH];
    for (int row = 0; row < 32; row++)
        square[row * WIDTH + threadIdx.x] = row;
    __syncthreads();
    to[threadIdx.x] = square[threadIdx.x * WIDTH];
}

int main(void)
{
    float *to;
    cudaMalloc(&to, 32 * sizeof *to);
    column<32><<<1, 32>>>(to);
    column<33><<<1, 32>>>(to);
    column<34><<<1, 32>>>(to);
    cudaDeviceSynchronize();
    cudaFree(to);
}
