/*
 * half.cu - few bits to store, and none that is lost on the way.
 *
 * Why it is right: add() adds x to `sum` and finds out, exactly, by how much
 * the result was rounded (Knuth's TwoSum); that goes into `rest`. So sum + rest
 * is wrong by about n u^2 of the magnitudes instead of n u, where u is 2^-24
 * for float and 2^-53 for double: what is left of the error is that of storing
 * the numbers, 2^-11, 2^-24 or 2^-53 of each. nvcc does not reorder additions,
 * unless it is told that you do not mind (-use_fast_math does not do it
 * either); g++ would with -ffast-math.
 *
 * A half ends at 65504, and below 2^-14 it has fewer bits. So all numbers are
 * multiplied by one power of two, which rounds nothing, so that the largest
 * lies between 2^14 and 2^15. Numbers so small that they lose bits then are so
 * small beside it that this does not matter.
 *
 * Why it is cheap: 2, 4 or 8 bytes a number on the bus and in memory, and with
 * halves and floats nothing but float on the device. The few sums of blocks are
 * added up by the host.
 */
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
    for (int i = blockIdx.x * THREADS + t; i < n; i += BLOCKS * THREADS)
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
    cudaMalloc(&numbers, (n + 1) * sizeof *numbers);
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
