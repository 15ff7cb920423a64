/* Threads beyond the edge go home before the work is done. */
#include "barrier.h"

enum { TILE = 16 };

__global__ void multiply_tiles(const float *a, const float *b, float *c, int n,
                               int m, int k)
{
    __shared__ float part_a[TILE][TILE], part_b[TILE][TILE];
    int x = threadIdx.x, y = threadIdx.y;
    int row = blockIdx.y * TILE + y, col = blockIdx.x * TILE + x;
    if (row >= n || col >= m)
        return;
    float sum = 0;
    for (int from = 0; from < k; from += TILE) {
        part_a[y][x] = row < n && from + x < k ? a[row * k + from + x] : 0;
        part_b[y][x] = from + y < k && col < m ? b[(from + y) * m + col] : 0;
        __syncthreads();
        for (int l = 0; l < TILE; l++)
            sum += part_a[y][l] * part_b[l][x];
        __syncthreads();
    }
    if (row < n && col < m)
        c[row * m + col] = sum;
}

void multiply(const float *a, const float *b, float *c, int n, int m, int k)
{
    dim3 grid((m + TILE - 1) / TILE, (n + TILE - 1) / TILE);
    multiply_tiles<<<grid, dim3(TILE, TILE)>>>(a, b, c, n, m, k);
}
