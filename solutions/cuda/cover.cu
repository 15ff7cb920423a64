// cover.cu - ours, and why it is right
#include <cuda_runtime.h>

#include "cover.h"

// The loop is a grid stride. In its k-th round the threads of the grid stand
// side by side on the numbers k * stride to (k + 1) * stride - 1, so every
// number belongs to one thread, in one round, whatever the shape of the grid;
// and the 32 lanes of a warp touch 32 neighbours: 128 bytes, four sectors. The
// condition of the loop is the guard as well: a thread that begins beyond the
// end makes no round.
__global__ void cover(const int *more, int *total, int n)
{
    int stride = gridDim.x * blockDim.x;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += stride)
        total[i] += more[i];
}

// A grid without blocks is a failed launch, which nobody would notice: for
// n = 0 there is none. The division rounds up, or the last n % 256 numbers
// would have no thread. (The kernel does not depend on it. Others do.)
void cover_all(const int *more, int *total, int n)
{
    const int block = 256;
    if (n > 0)
        cover<<<(n + block - 1) / block, block>>>(more, total, n);
}
