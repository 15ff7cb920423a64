/* Three ways to turn a matrix of 256 x 256 numbers over, and to copy it. */
#include <cuda_runtime.h>

enum { N = 256, TILE = 32 };

__global__ void copy(const float *in, float *out)
{
    int at =
        (blockIdx.y * TILE + threadIdx.y) * N + blockIdx.x * TILE + threadIdx.x;
    out[at] = in[at];
}

__global__ void plain(const float *in, float *out)
{
    int i = blockIdx.y * TILE + threadIdx.y;
    int j = blockIdx.x * TILE + threadIdx.x;
    out[j * N + i] = in[i * N + j];
}

/* By way of a tile with rows of `width` words. */
template <int width> __device__ void by_tile(const float *in, float *out)
{
    __shared__ float tile[TILE][width];
    int x = threadIdx.x, y = threadIdx.y;
    int left = blockIdx.x * TILE, top = blockIdx.y * TILE;
    tile[y][x] = in[(top + y) * N + left + x];
    __syncthreads();
    out[(left + y) * N + top + x] = tile[x][y];
}

__global__ void tile_32(const float *in, float *out)
{
    by_tile<32>(in, out);
}

__global__ void tile_33(const float *in, float *out)
{
    by_tile<33>(in, out);
}

int main()
{
    float *in, *out;
    dim3 grid(N / TILE, N / TILE), block(TILE, TILE);
    cudaMalloc(&in, N * N * sizeof *in);
    cudaMalloc(&out, N * N * sizeof *out);
    cudaMemset(in, 0, N * N * sizeof *in);
    copy<<<grid, block>>>(in, out);
    plain<<<grid, block>>>(in, out);
    tile_32<<<grid, block>>>(in, out);
    tile_33<<<grid, block>>>(in, out);
    cudaFree(in);
    cudaFree(out);
}
