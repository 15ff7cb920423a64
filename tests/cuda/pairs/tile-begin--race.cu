/* The tile is read before all of it was loaded. */
#include <cuda_runtime.h>

#include "pair.h"

#define N 64
#define T 16

__global__ void transpose(const int *in, int *out)
{
    __shared__ int tile[T][T + 1];
    int x = blockIdx.x * T + threadIdx.x, y = blockIdx.y * T + threadIdx.y;
    tile[threadIdx.y][threadIdx.x] = in[y * N + x];
#if !BUG
    __syncthreads();
#endif
    x = blockIdx.y * T + threadIdx.x;
    y = blockIdx.x * T + threadIdx.y;
    out[y * N + x] = tile[threadIdx.x][threadIdx.y];
}

int main()
{
    int *in = numbers(N * N), *out = filled(N * N, 0);
    transpose<<<dim3(N / T, N / T), dim3(T, T)>>>(in, out);
    show(out, N * N);
    cudaFree(in);
}
