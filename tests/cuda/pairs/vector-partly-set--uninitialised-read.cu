/* Nobody sets the fourth byte of a pixel, nor uses it, and a structure of eight
 * bytes has a gap; both are read as a whole. The last pixels are not set at
 * all. */
#include <cuda_runtime.h>

#include "pair.h"

struct __align__(8) mark {
    int sum;
    char kind;
};

__device__ mark plus(mark a, mark b)
{
    a.sum += b.sum;
    return a;
}

__global__ void paint(uchar4 *image, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
#if BUG
    if (i < n - 2)
#else
    if (i < n)
#endif
        image[i].x = image[i].y = image[i].z = i;
}

__global__ void sums(const uchar4 *image, int *out)
{
    __shared__ mark own[64];
    int i = threadIdx.x;
    uchar4 p = image[blockIdx.x * blockDim.x + i];
    own[i].sum = p.x + p.y + p.z;
    own[i].kind = 's';
    __syncthreads();
    out[blockIdx.x * blockDim.x + i] = plus(own[i], own[63 - i]).sum;
}

int main()
{
    const int n = 128;
    uchar4 *image;
    int *out = filled(n, 0);
    cudaMalloc(&image, n * sizeof *image);
    paint<<<2, 64>>>(image, n);
    sums<<<2, 64>>>(image, out);
    show(out, n);
    cudaFree(image);
}
