/* Blocks share the sums as well: each adds its part of k, atomically. */
#include "barrier.h"

enum { TILE = 16, PART = 48 };

__global__ void multiply_part(const float *a, const float *b, float *c, int n,
                              int m, int k)
{
    __shared__ float part_a[TILE][TILE], part_b[TILE][TILE];
    int x = threadIdx.x, y = threadIdx.y;
    int row = blockIdx.y * TILE + y, col = blockIdx.x * TILE + x;
    int end = min(k, (int)(blockIdx.z + 1) * PART);
    float sum = 0;
    for (int from = blockIdx.z * PART; from < end; from += TILE) {
        part_a[y][x] = row < n && from + x < end ? a[row * k + from + x] : 0;
        part_b[y][x] = from + y < end && col < m ? b[(from + y) * m + col] : 0;
        __syncthreads();
        for (int l = 0; l < TILE; l++)
            sum += part_a[y][l] * part_b[l][x];
        __syncthreads();
    }
    if (row < n && col < m)
        atomicAdd(&c[row * m + col], sum);
}

void multiply(const float *a, const float *b, float *c, int n, int m, int k)
{
    dim3 grid((m + TILE - 1) / TILE, (n + TILE - 1) / TILE,
              (k + PART - 1) / PART);
    cudaMemset(c, 0, (size_t)n * m * sizeof *c);
    multiply_part<<<grid, dim3(TILE, TILE)>>>(a, b, c, n, m, k);
}
