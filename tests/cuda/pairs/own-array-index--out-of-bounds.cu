/* A thread counts in an array of its own, which is one element short. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void count(const int *in, int *out)
{
    int found[4 + !BUG] = {0};
    for (int i = 0; i < 8; i++)
        found[in[threadIdx.x * 8 + i] % 5]++;
    int most = 0;
    for (int i = 0; i < 4; i++)
        most = max(most, found[i]);
    out[threadIdx.x] = most;
}

int main()
{
    int *in = numbers(256), *out = filled(32, 0);
    count<<<1, 32>>>(in, out);
    show(out, 32);
    cudaFree(in);
}
