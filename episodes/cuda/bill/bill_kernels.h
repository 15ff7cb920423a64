/*
 * bill_kernels.h - the four steps, in memory of the device; at least one
 * thread for each number, any number of threads more.
 */
#ifndef BILL_KERNELS_H
#define BILL_KERNELS_H

/* x[i] times factor, in place. */
static __global__ void scale(float *x, int n, float factor)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        x[i] *= factor;
}

/* to[i] is a mean of from[i], which counts double, and its two neighbours; at
 * both ends the missing one is the number itself. `to` is other memory. */
static __global__ void smooth(const float *from, float *to, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        to[i] = 0.25f * (from[i > 0 ? i - 1 : i] + 2 * from[i] +
                         from[i < n - 1 ? i + 1 : i]);
}

/* x[i] is at least `least`, in place. */
static __global__ void clip(float *x, int n, float least)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n && x[i] < least)
        x[i] = least;
}

/* mean[k] is the mean of the k-th 256 numbers; a thread for each mean. */
static __global__ void means(const float *x, float *mean, int n)
{
    int k = blockIdx.x * blockDim.x + threadIdx.x;
    int first = k * 256, end = first + 256 < n ? first + 256 : n;
    float sum = 0;
    for (int i = first; i < end; i++)
        sum += x[i];
    if (first < end)
        mean[k] = sum / (end - first);
}

#endif
