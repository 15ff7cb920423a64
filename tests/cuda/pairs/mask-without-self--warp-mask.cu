/* The mask does not name the lane that calls. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void vote(int *data)
{
    int t = threadIdx.x;
    unsigned mask = BUG ? 0x0000fffe : 0x0000ffff;
    if (t < 16)
        data[t] = __popc(__ballot_sync(mask, data[t] % 2));
}

int main()
{
    int *data = numbers(32);
    vote<<<1, 32>>>(data);
    show(data, 32);
}
