/* A block does several tiles, and fills the next before all is taken out. */
#include "transpose.h"

enum { TILE = 32, BLOCKS = 3 };

__global__ void transpose_tiles(const float *in, float *out, int rows, int cols,
                                int across, int tiles)
{
    __shared__ float tile[TILE][TILE + 1];
    int x = threadIdx.x, y = threadIdx.y;
    for (int t = blockIdx.x; t < tiles; t += gridDim.x) {
        int left = t % across * TILE, top = t / across * TILE;
        if (top + y < rows && left + x < cols)
            tile[y][x] = in[(size_t)(top + y) * cols + left + x];
        __syncthreads();
        if (left + y < cols && top + x < rows)
            out[(size_t)(left + y) * rows + top + x] = tile[x][y];
    }
}

void transpose(const float *in, float *out, int rows, int cols)
{
    int across = (cols + TILE - 1) / TILE, down = (rows + TILE - 1) / TILE;
    if (rows > 0 && cols > 0)
        transpose_tiles<<<BLOCKS, dim3(TILE, TILE)>>>(in, out, rows, cols,
                                                      across, across * down);
}
