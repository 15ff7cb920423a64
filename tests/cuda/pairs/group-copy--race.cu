/* What the threads of a block copy together is there after wait(). */
#include <cooperative_groups.h>
#include <cooperative_groups/memcpy_async.h>
#include <cooperative_groups/scan.h>
#include <cuda_runtime.h>

#include "pair.h"

namespace cg = cooperative_groups;

__global__ void backwards(const int *in, int *out)
{
    __shared__ int tile[64];
    cg::thread_block block = cg::this_thread_block();
    auto warp = cg::tiled_partition<32>(block);
    unsigned i = block.thread_rank(), n = block.dim_threads().x;
    size_t first = cg::this_grid().block_rank() * n;
    cg::memcpy_async(block, tile, in + first, sizeof tile);
    if (!BUG)
        cg::wait(block);
    int value = tile[n - 1 - i];
    out[first + i] =
        cg::inclusive_scan(warp, value) - cg::exclusive_scan(warp, value);
}

int main()
{
    int *in = numbers(128), *out = filled(128, 0);
    backwards<<<2, 64>>>(in, out);
    show(out, 128);
    cudaFree(in);
}
