/* 32 x 8 threads for 32 x 32 numbers: four of a column for each thread. */
#include "barrier.h"

enum { TILE = 32, ROWS = 8, EACH = TILE / ROWS };

__device__ void fill(float part[TILE][TILE], const float *from, int top,
                     int left, int rows, int cols)
{
    int j = left + threadIdx.x;
    for (int y = threadIdx.y; y < TILE; y += ROWS) {
        bool there = top + y < rows && j < cols;
        part[y][threadIdx.x] = there ? from[(top + y) * cols + j] : 0;
    }
}

__global__ void multiply_tiles(const float *a, const float *b, float *c, int n,
                               int m, int k)
{
    __shared__ float part_a[TILE][TILE], part_b[TILE][TILE];
    int top = blockIdx.y * TILE, left = blockIdx.x * TILE;
    float sum[EACH] = {0};
    for (int from = 0; from < k; from += TILE) {
        __syncthreads();
        fill(part_a, a, top, from, n, k);
        fill(part_b, b, from, left, k, m);
        __syncthreads();
        for (int l = 0; l < TILE; l++)
            for (int e = 0; e < EACH; e++)
                sum[e] +=
                    part_a[threadIdx.y + e * ROWS][l] * part_b[l][threadIdx.x];
    }
    for (int e = 0; e < EACH; e++) {
        int row = top + threadIdx.y + e * ROWS, col = left + threadIdx.x;
        if (row < n && col < m)
            c[row * m + col] = sum[e];
    }
}

void multiply(const float *a, const float *b, float *c, int n, int m, int k)
{
    dim3 grid((m + TILE - 1) / TILE, (n + TILE - 1) / TILE);
    multiply_tiles<<<grid, dim3(TILE, ROWS)>>>(a, b, c, n, m, k);
}
