/* No shared memory: lanes swap what they hold, halves of ever smaller size. */
#include "transpose.h"

enum { TILE = 32 };

/* A warp for each tile: lane l holds row l of its columns, then row of rows. */
__global__ void transpose_warp(const float *in, float *out, int rows, int cols,
                               int across)
{
    int left = blockIdx.x % across * TILE, top = blockIdx.x / across * TILE;
    int lane = threadIdx.x;
    float held[TILE];
    for (int i = 0; i < TILE; i++)
        held[i] = top + i < rows && left + lane < cols
                      ? in[(size_t)(top + i) * cols + left + lane]
                      : 0;
    for (int half = TILE / 2; half > 0; half /= 2)
        for (int i = 0; i < TILE; i++)
            if (!(i & half)) {
                bool upper = lane & half;
                float give = upper ? held[i] : held[i + half];
                float take = __shfl_xor_sync(~0u, give, half);
                held[upper ? i : i + half] = take;
            }
    for (int i = 0; i < TILE; i++)
        if (left + i < cols && top + lane < rows)
            out[(size_t)(left + i) * rows + top + lane] = held[i];
}

void transpose(const float *in, float *out, int rows, int cols)
{
    int across = (cols + TILE - 1) / TILE, down = (rows + TILE - 1) / TILE;
    if (rows > 0 && cols > 0)
        transpose_warp<<<across * down, TILE>>>(in, out, rows, cols, across);
}
