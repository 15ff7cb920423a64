/* After a barrier the lanes of a warp come together again, and are all active:
 * one of them counts for all. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void count(int *out)
{
    __syncthreads();
    unsigned lanes = __activemask();
    if (threadIdx.x % 32 == __ffs(lanes) - 1) {
        if (BUG)
            *out += __popc(lanes);
        else
            atomicAdd(out, __popc(lanes));
    }
    if (__popc(lanes) != 32)
        out[1 - (int)__popc(lanes)] = 0; /* before the beginning */
}

int main()
{
    int *out = filled(1, 0);
    count<<<1, 64>>>(out);
    show(out, 1);
}
