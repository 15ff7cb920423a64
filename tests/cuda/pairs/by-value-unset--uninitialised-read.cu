/* Structures with a gap are filled in field by field and handed over by value;
 * one of them is forgotten. */
#include <cuda_runtime.h>

#include "pair.h"

struct sample {
    char kind;
    double value; /* after a gap of seven bytes that nobody sets */
};

__host__ __device__ double weight(sample s)
{
    return s.kind * s.value;
}

__global__ void fill(sample *all)
{
#if BUG
    if (threadIdx.x == 7)
        return;
#endif
    all[threadIdx.x].kind = 2;
    all[threadIdx.x].value = threadIdx.x;
}

__global__ void weigh(const sample *all, double *out)
{
    out[threadIdx.x] = weight(all[threadIdx.x]);
}

int main()
{
    sample *all, back[32];
    double *out = filled(32, 0.0);
    cudaMalloc(&all, 32 * sizeof *all);
    fill<<<1, 32>>>(all);
    weigh<<<1, 32>>>(all, out);
    show(out, 32);
    cudaMemcpy(back, all, sizeof back, cudaMemcpyDeviceToHost);
    printf("%g\n", weight(back[3]));
    cudaFree(all);
}
