/* A sum of doubles by atomicCAS(): the first load is plain, as CUDA's manual
 * has it, for what is compared need not be new. */
#include <cuda_runtime.h>

#include "pair.h"

__device__ void add(double *sum, double value)
{
    unsigned long long *at = (unsigned long long *)sum, old = *at, seen;
    if (BUG && __longlong_as_double(old) > 100)
        return; /* a decision that nothing compares */
    do {
        seen = old;
        old = atomicCAS(at, seen, __double_as_longlong(
                                      __longlong_as_double(seen) + value));
    } while (seen != old);
}

__global__ void sum(const int *in, double *out, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        add(out, in[i]);
}

int main()
{
    int *in = numbers(100);
    double *out = filled(1, 0.0);
    sum<<<4, 32>>>(in, out, 100);
    show(out, 1);
    cudaFree(in);
}
