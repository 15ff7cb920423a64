/* Lanes of one mask call different operations. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void mix(int *data)
{
    int t = threadIdx.x, value = data[t];
#if BUG
    if (t % 2)
        value = __shfl_xor_sync(0xffffffff, value, 1);
    else
        value = __ballot_sync(0xffffffff, value > 3);
#else
    int other = __shfl_xor_sync(0xffffffff, value, 1);
    int vote = __ballot_sync(0xffffffff, value > 3);
    value = t % 2 ? other : vote;
#endif
    data[t] = value;
}

int main()
{
    int *data = numbers(32);
    mix<<<1, 32>>>(data);
    show(data, 32);
}
