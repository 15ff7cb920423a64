/* A structure with a gap: nobody writes that, and a member is forgotten. */
#include <cuda_runtime.h>

#include "pair.h"

struct entry {
    char kind;
    double value;
};

__global__ void fill(entry *e)
{
    e[threadIdx.x].value = threadIdx.x;
#if !BUG
    e[threadIdx.x].kind = 1;
#endif
}

int main()
{
    entry *e, host[32];
    double sum = 0;
    cudaMalloc(&e, sizeof host);
    fill<<<1, 32>>>(e);
    cudaMemcpy(host, e, sizeof host, cudaMemcpyDeviceToHost);
    for (int i = 0; i < 32; i++)
        sum += host[i].kind * host[i].value;
    printf("%g\n", sum);
    cudaFree(e);
}
