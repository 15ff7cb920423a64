/* Two variables of one declaration: behind the first lies the second. */
#include <cuda_runtime.h>

#include "pair.h"

__device__ int even[16], odd[16];

__global__ void sort(int *out)
{
    int i = threadIdx.x;
    (i % 2 ? odd : even)[i / 2] = i;
    __syncthreads();
    out[i] = even[BUG ? i : i / 2];
}

int main()
{
    int *out = filled(32, 0);
    sort<<<1, 32>>>(out);
    show(out, 32);
}
