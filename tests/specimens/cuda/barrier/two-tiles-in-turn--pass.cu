/* Two tiles of each matrix in turn: one barrier a round is enough. */
#include "barrier.h"

enum { TILE = 16 };

struct tiles {
    float a[TILE][TILE], b[TILE][TILE];
};

__global__ void multiply_tiles(const float *a, const float *b, float *c, int n,
                               int m, int k)
{
    __shared__ struct tiles turn[2];
    int x = threadIdx.x, y = threadIdx.y;
    int row = blockIdx.y * TILE + y, col = blockIdx.x * TILE + x;
    float sum = 0;
    for (int from = 0; from < k; from += TILE) {
        struct tiles *t = &turn[from / TILE % 2];
        t->a[y][x] = row < n && from + x < k ? a[row * k + from + x] : 0;
        t->b[y][x] = from + y < k && col < m ? b[(from + y) * m + col] : 0;
        __syncthreads();
        for (int l = 0; l < TILE; l++)
            sum += t->a[y][l] * t->b[l][x];
    }
    if (row < n && col < m)
        c[row * m + col] = sum;
}

void multiply(const float *a, const float *b, float *c, int n, int m, int k)
{
    dim3 grid((m + TILE - 1) / TILE, (n + TILE - 1) / TILE);
    multiply_tiles<<<grid, dim3(TILE, TILE)>>>(a, b, c, n, m, k);
}
