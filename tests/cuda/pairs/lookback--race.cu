/* Decoupled look-back: tiles publish sums and prefixes with volatile flags. */
#include <cuda_runtime.h>

#include "pair.h"

enum { TILE = 64, NOTHING, SUM, PREFIX };

struct tile {
    int sum, prefix;
};

__device__ int next;

__global__ void scan(const int *in, int *out, volatile tile *tiles,
                     volatile int *state)
{
    __shared__ int part[TILE], number, before;
    int t = threadIdx.x;
    if (t == 0)
        number = atomicAdd(&next, 1);
    __syncthreads();
    int n = number;
    part[t] = in[n * TILE + t];
    __syncthreads();
    for (int d = 1; d < TILE; d *= 2) {
        int add = t >= d ? part[t - d] : 0;
        __syncthreads();
        part[t] += add;
        __syncthreads();
    }
    if (t == 0) {
        int sum = 0;
        tiles[n].sum = part[TILE - 1];
#if !BUG
        __threadfence();
#endif
        state[n] = SUM;
        for (int k = n - 1; k >= 0; k--) {
            int s;
            while ((s = state[k]) < SUM) {
            }
            __threadfence();
            if (s == PREFIX) {
                sum += tiles[k].prefix;
                break;
            }
            sum += tiles[k].sum;
        }
        tiles[n].prefix = sum + part[TILE - 1];
        __threadfence();
        state[n] = PREFIX;
        before = sum;
    }
    __syncthreads();
    out[n * TILE + t] = before + part[t];
}

int main()
{
    int *in = numbers(8 * TILE), *out = filled(8 * TILE, 0);
    int *state = filled(8, 0);
    tile *tiles = filled(8, tile{0, 0});
    scan<<<8, TILE>>>(in, out, tiles, state);
    show(out, 8 * TILE);
    cudaFree(in);
    cudaFree(tiles);
    cudaFree(state);
}
