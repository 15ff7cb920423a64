/* The product of two matrices of 64 x 64: plain loops, and tiles. */
#include <cuda_runtime.h>

enum { N = 64 };

__global__ void plain(const float *a, const float *b, float *c)
{
    int row = blockIdx.y * blockDim.y + threadIdx.y;
    int col = blockIdx.x * blockDim.x + threadIdx.x;
    float sum = 0;
    for (int l = 0; l < N; l++)
        sum += a[row * N + l] * b[l * N + col];
    c[row * N + col] = sum;
}

template <int T> __device__ void tiles(const float *a, const float *b, float *c)
{
    __shared__ float part_a[T][T], part_b[T][T];
    int x = threadIdx.x, y = threadIdx.y;
    int row = blockIdx.y * T + y, col = blockIdx.x * T + x;
    float sum = 0;
    for (int from = 0; from < N; from += T) {
        part_a[y][x] = a[row * N + from + x];
        part_b[y][x] = b[(from + y) * N + col];
        __syncthreads();
        for (int l = 0; l < T; l++)
            sum += part_a[y][l] * part_b[l][x];
        __syncthreads();
    }
    c[row * N + col] = sum;
}

__global__ void tiles_8(const float *a, const float *b, float *c)
{
    tiles<8>(a, b, c);
}

__global__ void tiles_16(const float *a, const float *b, float *c)
{
    tiles<16>(a, b, c);
}

__global__ void tiles_32(const float *a, const float *b, float *c)
{
    tiles<32>(a, b, c);
}

int main()
{
    float *m[3];
    for (int i = 0; i < 3; i++) {
        cudaMalloc(&m[i], N * N * sizeof(float));
        cudaMemset(m[i], 0, N * N * sizeof(float));
    }
    plain<<<dim3(N / 32, N / 8), dim3(32, 8)>>>(m[0], m[1], m[2]);
    tiles_8<<<dim3(N / 8, N / 8), dim3(8, 8)>>>(m[0], m[1], m[2]);
    tiles_16<<<dim3(N / 16, N / 16), dim3(16, 16)>>>(m[0], m[1], m[2]);
    tiles_32<<<dim3(N / 32, N / 32), dim3(32, 32)>>>(m[0], m[1], m[2]);
    for (int i = 0; i < 3; i++)
        cudaFree(m[i]);
}
