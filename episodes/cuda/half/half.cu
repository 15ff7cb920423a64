/* half.cu - what you edit. The contract is in half.h. */
#include <cuda_fp16.h>
#include <stdlib.h>

#include "half.h"

enum { THREADS = 128, BLOCKS = 16 };

__global__ void sum_part(const float *number, int n, float *part)
{
    float sum = 0;
    int at = blockIdx.x * THREADS + threadIdx.x;
    for (int i = at; i < n; i += BLOCKS * THREADS)
        sum += number[i];
    /* TODO: what is lost here each time? Who else could keep it? */
    part[at] = sum;
}

double sum(const double *number, int n, double error)
{
    /* TODO: error says whether __half will do, or double is needed. And do all
     * numbers lie in the range of what they are stored in? */
    (void)error;
    static float part[BLOCKS * THREADS];
    float *stored = (float *)malloc((n + 1) * sizeof *stored);
    float *numbers, *parts;
    double sum = 0;
    for (int i = 0; i < n; i++)
        stored[i] = (float)number[i];
    cudaMalloc(&numbers, (n + 1) * sizeof *numbers);
    cudaMalloc(&parts, sizeof part);
    cudaMemcpy(numbers, stored, n * sizeof *stored, cudaMemcpyHostToDevice);
    sum_part<<<BLOCKS, THREADS>>>(numbers, n, parts);
    cudaMemcpy(part, parts, sizeof part, cudaMemcpyDeviceToHost);
    for (int k = 0; k < BLOCKS * THREADS; k++)
        sum += part[k];
    cudaFree(numbers);
    cudaFree(parts);
    free(stored);
    return sum;
}
