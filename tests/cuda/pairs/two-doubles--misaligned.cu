/* A structure of two doubles needs addresses that are multiples of 8, a vector
 * of four floats multiples of 16. */
#include <cuda_runtime.h>

#include "pair.h"

struct complex {
    double re, im;
};

struct wave {
    double time;
    complex value;
};

__device__ complex times(complex a, complex b)
{
    return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

__global__ void squares(wave *w)
{
    int i = threadIdx.x;
    w[i].value = times(w[i].value, w[i].value);
#if BUG
    float4 part = *(float4 *)&w[i].value;
#else
    float2 part = *(float2 *)&w[i].value;
#endif
    w[i].time += part.x;
}

int main()
{
    double *data = filled(3 * 32, 1.0);
    squares<<<1, 32>>>((wave *)data);
    show(data, 3 * 32);
}
