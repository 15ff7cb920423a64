/* transpose.cu - what you edit. The contract is in transpose.h. */
#include "transpose.h"

enum { TILE = 32 };

/* A thread for each number. */
__global__ void transpose_each(const float *in, float *out, int rows, int cols)
{
    int i = blockIdx.y * blockDim.y + threadIdx.y;
    int j = blockIdx.x * blockDim.x + threadIdx.x;
    /* TODO: rows and cols are no multiples of TILE. */
    out[(size_t)j * rows + i] = in[(size_t)i * cols + j];
    /* TODO: where do 32 neighbours of a warp read, and where do they write?
     * Go by way of a tile in shared memory. */
}

void transpose(const float *in, float *out, int rows, int cols)
{
    dim3 grid((cols + TILE - 1) / TILE, (rows + TILE - 1) / TILE);
    transpose_each<<<grid, dim3(TILE, TILE)>>>(in, out, rows, cols);
}
