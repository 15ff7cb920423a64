/* One warp fills, the other uses; the buffers change roles at a barrier. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void pipe(const int *in, int *out, int rounds)
{
    __shared__ int buffer[2][32];
    int lane = threadIdx.x % 32, warp = threadIdx.x / 32, sum = 0;
    if (warp == 0)
        buffer[0][lane] = in[lane];
    __syncthreads();
    for (int r = 0; r < rounds; r++) {
        if (warp == 0 && r + 1 < rounds)
            buffer[BUG ? r % 2 : (r + 1) % 2][lane] = in[(r + 1) * 32 + lane];
        if (warp == 1)
            sum += buffer[r % 2][31 - lane];
        __syncthreads();
    }
    if (warp == 1)
        out[lane] = sum;
}

int main()
{
    int *in = numbers(256), *out = filled(32, 0);
    pipe<<<1, 64>>>(in, out, 8);
    show(out, 32);
    cudaFree(in);
}
