/* The tile is overwritten while others still read it. */
#include <cuda_runtime.h>

#include "pair.h"

#define N 64
#define T 16

__global__ void product(const float *a, const float *b, float *c)
{
    __shared__ float s[T][T], r[T][T];
    int x = threadIdx.x, y = threadIdx.y;
    int column = blockIdx.x * T + x, row = blockIdx.y * T + y;
    float sum = 0;
    for (int k = 0; k < N; k += T) {
        s[y][x] = a[row * N + k + x];
        r[y][x] = b[(k + y) * N + column];
        __syncthreads();
        for (int i = 0; i < T; i++)
            sum += s[y][i] * r[i][x];
#if !BUG
        __syncthreads();
#endif
    }
    c[row * N + column] = sum;
}

int main()
{
    float *a = filled(N * N, 1.f), *b = filled(N * N, 2.f);
    float *c = filled(N * N, 0.f);
    product<<<dim3(N / T, N / T), dim3(T, T)>>>(a, b, c);
    show(c, N * N);
    cudaFree(a);
    cudaFree(b);
}
