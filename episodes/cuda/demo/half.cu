/* 16384 times 1/3, added up in five ways: what comes out, and what it costs. */
#include <cuda_fp16.h>
#include <cuda_runtime.h>
#include <stdio.h>

enum { N = 16384, THREADS = 256 };

/* One block; each thread adds up 64 numbers, then one adds up 256 sums. */
template <class T, class A> __device__ void plain(const T *number, double *sum)
{
    __shared__ A part[THREADS];
    A mine = 0;
    for (int i = threadIdx.x; i < N; i += THREADS)
        mine += (A)number[i];
    part[threadIdx.x] = mine;
    __syncthreads();
    if (threadIdx.x == 0) {
        for (int t = 1; t < THREADS; t++)
            mine += part[t];
        *sum = (double)mine;
    }
}

__global__ void in_half(const __half *number, double *sum)
{
    plain<__half, __half>(number, sum);
}

__global__ void half_to_float(const __half *number, double *sum)
{
    plain<__half, float>(number, sum);
}

__global__ void in_float(const float *number, double *sum)
{
    plain<float, float>(number, sum);
}

__global__ void in_double(const double *number, double *sum)
{
    plain<double, double>(number, sum);
}

__device__ void add(float *sum, float *rest, float x)
{
    float before = *sum, after = before + x, taken = after - before;
    *rest += (before - (after - taken)) + (x - taken);
    *sum = after;
}

__global__ void compensated(const float *number, double *sum)
{
    __shared__ float part[THREADS], left[THREADS];
    float mine = 0, rest = 0;
    for (int i = threadIdx.x; i < N; i += THREADS)
        add(&mine, &rest, number[i]);
    part[threadIdx.x] = mine;
    left[threadIdx.x] = rest;
    __syncthreads();
    if (threadIdx.x == 0) {
        for (int t = 1; t < THREADS; t++) {
            add(&mine, &rest, part[t]);
            rest += left[t];
        }
        *sum = (double)mine + rest;
    }
}

static double *sum; /* on the device */

template <class T> T *thirds(T *number)
{
    static T host[N];
    for (int i = 0; i < N; i++)
        host[i] = (T)(1 / 3.0);
    cudaMalloc(&number, sizeof host);
    cudaMemcpy(number, host, sizeof host, cudaMemcpyHostToDevice);
    return number;
}

static void show(const char *name, void *number)
{
    double exact = N / 3.0, got;
    cudaMemcpy(&got, sum, sizeof got, cudaMemcpyDeviceToHost);
    printf("%-14s off by %.1e of it\n", name,
           (got > exact ? got - exact : exact - got) / exact);
    cudaFree(number);
}

int main()
{
    __half *halves = thirds((__half *)NULL);
    float *floats = thirds((float *)NULL), *same = thirds((float *)NULL);
    double *doubles = thirds((double *)NULL);
    __half *again = thirds((__half *)NULL);
    cudaMalloc(&sum, sizeof *sum);
    in_half<<<1, THREADS>>>(halves, sum);
    show("in_half", halves);
    half_to_float<<<1, THREADS>>>(again, sum);
    show("half_to_float", again);
    in_float<<<1, THREADS>>>(floats, sum);
    show("in_float", floats);
    compensated<<<1, THREADS>>>(same, sum);
    show("compensated", same);
    in_double<<<1, THREADS>>>(doubles, sum);
    show("in_double", doubles);
    cudaFree(sum);
}
