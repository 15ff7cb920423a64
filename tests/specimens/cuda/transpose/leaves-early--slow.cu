/* Threads outside the matrix return, and others wait for them. */
#include "transpose.h"

enum { TILE = 32 };

__global__ void transpose_tile(const float *in, float *out, int rows, int cols)
{
    __shared__ float tile[TILE][TILE + 1];
    int x = blockIdx.x * TILE + threadIdx.x,
        y = blockIdx.y * TILE + threadIdx.y;
    if (x >= cols || y >= rows)
        return;
    tile[threadIdx.y][threadIdx.x] = in[(size_t)y * cols + x];
    __syncthreads();
    out[(size_t)x * rows + y] = tile[threadIdx.y][threadIdx.x];
}

void transpose(const float *in, float *out, int rows, int cols)
{
    dim3 grid((cols + TILE - 1) / TILE, (rows + TILE - 1) / TILE);
    if (rows > 0 && cols > 0)
        transpose_tile<<<grid, dim3(TILE, TILE)>>>(in, out, rows, cols);
}
