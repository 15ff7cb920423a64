/* barrier.cu - what you edit. The contract is in barrier.h. */
#include "barrier.h"

enum { TILE = 16 };

__global__ void multiply_tiles(const float *a, const float *b, float *c, int n,
                               int m, int k)
{
    __shared__ float part_a[TILE][TILE], part_b[TILE][TILE];
    int x = threadIdx.x, y = threadIdx.y;
    int row = blockIdx.y * TILE + y, col = blockIdx.x * TILE + x;
    float sum = 0;
    for (int from = 0; from < k; from += TILE) {
        part_a[y][x] = a[row * k + from + x];
        part_b[y][x] = b[(from + y) * m + col];
        /* TODO: who reads what you have just written, and when? Whose numbers
         * are they that you write over in the next round? */
        for (int l = 0; l < TILE; l++)
            sum += part_a[y][l] * part_b[l][x];
    }
    c[row * m + col] = sum;
    /* TODO: n, m and k are no multiples of TILE. A thread without a number of
     * c of its own is needed all the same: what for? */
}

void multiply(const float *a, const float *b, float *c, int n, int m, int k)
{
    dim3 grid((m + TILE - 1) / TILE, (n + TILE - 1) / TILE);
    multiply_tiles<<<grid, dim3(TILE, TILE)>>>(a, b, c, n, m, k);
}
