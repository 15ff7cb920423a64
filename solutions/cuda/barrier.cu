/*
 * barrier.cu - tiles that are filled together and used together.
 *
 * Why it is right: of the tiles, each thread writes one number and reads 32,
 * most of them written by others. So all must have written before anybody
 * reads: the first barrier. And all must have read before anybody writes the
 * next ones over them: the second. Both stand in a loop whose bounds are the
 * same for all threads, and nobody leaves before its end: a thread beyond the
 * edge of c has no sum to store, but numbers to load for others. What lies
 * beyond the edges of a and b is 0, and adds nothing.
 *
 * Why it is cheap: each number that is loaded is used 16 times, so global
 * memory gives a sixteenth of what the plain loops ask of it. In the inner loop
 * the lanes of half a warp read the same word of part_a, which goes to all at
 * once, and neighbours in part_b: nobody queues.
 */
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
