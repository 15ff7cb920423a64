/*
 * transpose.cu - by way of a tile, whose rows are one number too long.
 *
 * Why it is right: a block reads the tile at (top, left) of `in` and writes the
 * tile at (left, top) of `out`. What a thread takes out of the tile was put
 * there by another one, hence the barrier; all threads reach it, as the guards
 * stand around the accesses only. A tile that sticks out over the edge is
 * filled and emptied in part: (lane, i) is written out if and only if it lies
 * in the matrix, and then it was read. Blocks are numbered in one dimension, as
 * the others end at 65535.
 *
 * Why it is cheap: in both loops the 32 lanes of a warp differ in `lane`
 * alone, and so touch neighbours in global memory: four sectors. The tile is
 * written by rows and read by columns. With rows of 32 words a column would lie
 * in one bank; with 33 the bank is (33 * lane + i) % 32 = (lane + i) % 32,
 * another one for each lane. A block has 256 threads, each with four numbers on
 * the way at a time, which is more than 1024 threads could have.
 */
#include "transpose.h"

enum { TILE = 32, STEP = 8 };

__global__ void transpose_tile(const float *in, float *out, int rows, int cols,
                               int across)
{
    __shared__ float tile[TILE][TILE + 1];
    int left = blockIdx.x % across * TILE, top = blockIdx.x / across * TILE;
    int lane = threadIdx.x;
    for (int i = threadIdx.y; i < TILE; i += STEP)
        if (top + i < rows && left + lane < cols)
            tile[i][lane] = in[(size_t)(top + i) * cols + left + lane];
    __syncthreads();
    for (int i = threadIdx.y; i < TILE; i += STEP)
        if (left + i < cols && top + lane < rows)
            out[(size_t)(left + i) * rows + top + lane] = tile[lane][i];
}

void transpose(const float *in, float *out, int rows, int cols)
{
    int across = (cols + TILE - 1) / TILE, down = (rows + TILE - 1) / TILE;
    if (across > 0 && down > 0)
        transpose_tile<<<across * down, dim3(TILE, STEP)>>>(in, out, rows, cols,
                                                            across);
}
