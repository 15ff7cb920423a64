/*
 * probe.cu - asks the driver for the first GPU and tries it:
 *
 *     sm_90 NVIDIA H200
 *
 * or, with exit status 1, why there is none.
 */
#include <cuda_runtime.h>
#include <stdio.h>

static __global__ void answer(int *to)
{
    *to = 42;
}

/* PTX is there for GPUs that this nvcc does not know by name. */
static cudaError_t ask(cudaDeviceProp *gpu)
{
    int *there, here = 0, count;
    cudaError_t e = cudaGetDeviceCount(&count);
    if (e == cudaSuccess)
        e = cudaGetDeviceProperties(gpu, 0);
    if (e == cudaSuccess)
        e = cudaMalloc(&there, sizeof *there);
    if (e != cudaSuccess)
        return e;
    answer<<<1, 1>>>(there);
    e = cudaMemcpy(&here, there, sizeof here, cudaMemcpyDeviceToHost);
    return e == cudaSuccess && here != 42 ? cudaErrorUnknown : e;
}

int main()
{
    cudaDeviceProp gpu;
    cudaError_t e = ask(&gpu);
    if (e != cudaSuccess) {
        printf("%s\n", cudaGetErrorString(e));
        return 1;
    }
    printf("sm_%d%d %s\n", gpu.major, gpu.minor, gpu.name);
}
