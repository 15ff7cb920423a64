// shape.cu - how much of a multiprocessor blocks of one size can fill
#include <cuda_runtime.h>

template <int THREADS, int BYTES> __global__ void fill(int *to)
{
    __shared__ char room[BYTES];
    room[threadIdx.x % BYTES] = threadIdx.x;
    if (threadIdx.x == 0)
        to[blockIdx.x] = room[0];
}

int main(void)
{
    int *to;
    cudaMalloc(&to, sizeof *to);
    fill<32, 32><<<1, 32>>>(to);
    fill<256, 256><<<1, 256>>>(to);
    fill<1024, 1024><<<1, 1024>>>(to);
    fill<256, 32768><<<1, 256>>>(to);
    cudaDeviceSynchronize();
    cudaFree(to);
}
