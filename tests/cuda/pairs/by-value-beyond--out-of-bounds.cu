/* A function is given the element behind the last one, by value. */
#include <cuda_runtime.h>

#include "pair.h"

struct point {
    double x, y, z;
};

__device__ double along(point a, point b)
{
    return (b.x - a.x) + (b.y - a.y) + (b.z - a.z);
}

__global__ void steps(const point *path, double *out, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
#if BUG
    if (i < n)
#else
    if (i < n - 1)
#endif
        out[i] = along(path[i], path[i + 1]);
}

int main()
{
    const int n = 64;
    point host[n], *path;
    for (int i = 0; i < n; i++)
        host[i] = {1.0 * i, 2.0 * i, 3.0 * i};
    double *out = filled(n, 0.0);
    cudaMalloc(&path, sizeof host);
    cudaMemcpy(path, host, sizeof host, cudaMemcpyHostToDevice);
    steps<<<2, 32>>>(path, out, n);
    show(out, n);
    cudaFree(path);
}
