/* 16384 keys, of any value and all equal, counted in three ways. */
#include <cuda_runtime.h>

enum { N = 16384, BINS = 256, THREADS = 256, ROUNDS = 16 };

__global__ void make(unsigned char *keys, bool equal)
{
    unsigned i = blockIdx.x * THREADS + threadIdx.x;
    unsigned mixed = (i * 2654435761u ^ i << 7) * 2246822519u;
    keys[i] = equal ? 7 : mixed >> 24;
}

__device__ void in_global(const unsigned char *keys, unsigned *bins)
{
    atomicAdd(&bins[keys[blockIdx.x * THREADS + threadIdx.x]], 1);
}

__device__ void in_block(const unsigned char *keys, unsigned *bins,
                         bool together)
{
    __shared__ unsigned own[BINS];
    own[threadIdx.x] = 0;
    __syncthreads();
    for (int r = 0; r < ROUNDS; r++) {
        int key = keys[(blockIdx.x * ROUNDS + r) * THREADS + threadIdx.x];
        unsigned same = together ? __match_any_sync(~0u, key) : 0;
        if (!together)
            atomicAdd(&own[key], 1);
        else if (threadIdx.x % 32 == __ffs(same) - 1)
            atomicAdd(&own[key], __popc(same));
    }
    __syncthreads();
    atomicAdd(&bins[threadIdx.x], own[threadIdx.x]);
}

/* A kernel of its own for each kind of keys, so that it has its own counts. */
__global__ void global_any(const unsigned char *keys, unsigned *bins)
{
    in_global(keys, bins);
}

__global__ void global_equal(const unsigned char *keys, unsigned *bins)
{
    in_global(keys, bins);
}

__global__ void block_any(const unsigned char *keys, unsigned *bins)
{
    in_block(keys, bins, false);
}

__global__ void block_equal(const unsigned char *keys, unsigned *bins)
{
    in_block(keys, bins, false);
}

__global__ void together_any(const unsigned char *keys, unsigned *bins)
{
    in_block(keys, bins, true);
}

__global__ void together_equal(const unsigned char *keys, unsigned *bins)
{
    in_block(keys, bins, true);
}

int main()
{
    enum { MANY = N / THREADS, FEW = MANY / ROUNDS };
    unsigned char *keys;
    unsigned *bins;
    cudaMalloc(&keys, N);
    cudaMalloc(&bins, BINS * sizeof *bins);
    cudaMemset(bins, 0, BINS * sizeof *bins);
    make<<<MANY, THREADS>>>(keys, false);
    global_any<<<MANY, THREADS>>>(keys, bins);
    block_any<<<FEW, THREADS>>>(keys, bins);
    together_any<<<FEW, THREADS>>>(keys, bins);
    make<<<MANY, THREADS>>>(keys, true);
    global_equal<<<MANY, THREADS>>>(keys, bins);
    block_equal<<<FEW, THREADS>>>(keys, bins);
    together_equal<<<FEW, THREADS>>>(keys, bins);
    cudaFree(keys);
    cudaFree(bins);
}
