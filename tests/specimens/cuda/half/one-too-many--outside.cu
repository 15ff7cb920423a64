/* One number more than there are. */
#include <cuda_fp16.h>
#include <math.h>
#include <stdlib.h>

#include "half.h"

enum { THREADS = 128, BLOCKS = 16 };

template <class A> __host__ __device__ void add(A *sum, A *rest, A x)
{
    A before = *sum, after = before + x, taken = after - before;
    *rest += (before - (after - taken)) + (x - taken);
    *sum = after;
}

template <class T, class A>
__global__ void sum_part(const T *number, int n, A *part)
{
    __shared__ A sum[THREADS], rest[THREADS];
    int t = threadIdx.x;
    sum[t] = rest[t] = 0;
    for (int i = blockIdx.x * THREADS + t; i <= n; i += BLOCKS * THREADS)
        add(&sum[t], &rest[t], (A)number[i]);
    for (int d = THREADS / 2; d > 0; d /= 2) {
        __syncthreads();
        if (t < d) {
            add(&sum[t], &rest[t], sum[t + d]);
            rest[t] += rest[t + d];
        }
    }
    if (t == 0) {
        part[2 * blockIdx.x] = sum[0];
        part[2 * blockIdx.x + 1] = rest[0];
    }
}

/* Numbers are stored as T and added up as A. */
template <class T, class A>
static double run(const double *number, int n, double scale)
{
    A part[2 * BLOCKS], *parts;
    T *stored = (T *)malloc((n + 1) * sizeof *stored), *numbers;
    double sum = 0, rest = 0;
    for (int i = 0; i < n; i++)
        stored[i] = (T)(A)(number[i] * scale);
    cudaMalloc(&numbers, n * sizeof *numbers + 1);
    cudaMalloc(&parts, sizeof part);
    cudaMemcpy(numbers, stored, n * sizeof *stored, cudaMemcpyHostToDevice);
    sum_part<<<BLOCKS, THREADS>>>(numbers, n, parts);
    cudaMemcpy(part, parts, sizeof part, cudaMemcpyDeviceToHost);
    for (int k = 0; k < 2 * BLOCKS; k++)
        add(&sum, &rest, (double)part[k]);
    cudaFree(numbers);
    cudaFree(parts);
    free(stored);
    return (sum + rest) / scale;
}

double sum(const double *number, int n, double error)
{
    double most = 0;
    int exponent;
    for (int i = 0; i < n; i++)
        most = fmax(most, fabs(number[i]));
    frexp(most, &exponent);
    double scale = ldexp(1, 15 - exponent);
    if (error >= 0x1p-9)
        return run<__half, float>(number, n, scale);
    if (error >= 0x1p-22)
        return run<float, float>(number, n, scale);
    return run<double, double>(number, n, scale);
}
