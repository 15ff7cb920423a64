/* Shared variables of types with commas, and shifts in the sizes. */
#include <cuda_runtime.h>

#include "pair.h"

template <class T, int n> struct array {
    T value[n];
};

__global__ void turn(int *out)
{
    __shared__ array<int, 32> row;
    __shared__ int even[1 << 4], odd[32 >> 1];
    __shared__ array<array<int, 2>, 3> last[2], *first;
    int i = threadIdx.x;
    row.value[i] = i;
    (i % 2 ? odd : even)[i / 2] = i;
    if (i == 0)
        first = &last[0];
    if (i == 31)
        last[0].value[2].value[1] = i;
    if (!BUG)
        __syncthreads();
    out[i] = row.value[31 - i] + even[i / 2] + odd[i / 2] +
             first->value[2].value[1];
}

int main()
{
    int *out = filled(32, 0);
    turn<<<1, 32>>>(out);
    show(out, 32);
}
