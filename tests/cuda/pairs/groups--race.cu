/* A function for any group: the group has to meet before others' values. */
#include <cooperative_groups.h>
#include <cuda_runtime.h>

#include "pair.h"

namespace cg = cooperative_groups;

__device__ int sum(cg::thread_group g, int *x, int v)
{
    int rank = g.thread_rank();
    for (int d = g.size() / 2; d; d /= 2) {
        x[rank] = v;
        g.sync();
        if (rank < d)
            v += x[rank + d];
#if !BUG
        g.sync();
#endif
    }
    return v;
}

__global__ void sums(const int *in, int *out)
{
    __shared__ int room[64];
    cg::thread_block block = cg::this_thread_block();
    cg::thread_block_tile<16> tile = cg::tiled_partition<16>(block);
    int first = block.thread_rank() - tile.thread_rank();
    int all = sum(block, room, in[threadIdx.x]);
    cg::sync(block);
    int part = sum(tile, room + first, in[threadIdx.x]);
    auto odd = cg::binary_partition(tile, threadIdx.x % 2);
    if (block.thread_rank() == 0)
        out[0] = all + (int)odd.size();
    if (tile.thread_rank() == 0)
        out[1 + first / 16] = part;
}

int main()
{
    int *in = numbers(64), *out = filled(5, 0);
    sums<<<1, 64>>>(in, out);
    show(out, 5);
    cudaFree(in);
}
