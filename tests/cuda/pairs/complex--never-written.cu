/* Points that stay near zero under z * z + c; one column is left out. */
#include <cuComplex.h>

#include "pair.h"

__device__ __noinline__ int steps(cuFloatComplex c)
{
    cuFloatComplex z = make_cuFloatComplex(0, 0);
    int n = 0;
    while (n < 20 && cuCabsf(z) < 2) {
        z = cuCaddf(cuCmulf(z, z), c);
        n++;
    }
    return n;
}

__global__ void draw(int *out, int width)
{
    int x = threadIdx.x, y = blockIdx.x;
    if (x < width - BUG)
        out[y * width + x] =
            steps(make_cuFloatComplex(-2 + 3.f * x / width, y / 8.f));
}

int main()
{
    int *out;
    cudaMalloc(&out, 8 * 24 * sizeof(int));
    draw<<<8, 32>>>(out, 24);
    show(out, 8 * 24);
}
