/*
 * How fast the emulator runs. Without arguments: thread-steps (one global load,
 * one addition, one store) and barrier switches; with "steps": only the first,
 * on fewer elements, for the mode with checks.
 */
#include <cuda_runtime.h>

#include <chrono>
#include <cstdio>
#include <cstring>

__global__ void step(const float *in, float *out, int n)
{
    int i = blockIdx.x * blockDim.x + threadIdx.x;
    if (i < n)
        out[i] = in[i] + 1;
}

__global__ void barriers(int times)
{
    for (int k = 0; k < times; k++)
        __syncthreads();
}

static double seconds()
{
    return std::chrono::duration<double>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/* The best of five, after one that touches the memory. */
static double step_rate(const float *in, float *out, int n)
{
    double best = 0;
    for (int k = 0; k < 6; k++) {
        cudaDeviceSynchronize();
        double start = seconds();
        step<<<(n + 255) / 256, 256>>>(in, out, n);
        cudaDeviceSynchronize();
        double rate = n / (seconds() - start);
        if (k && rate > best)
            best = rate;
    }
    return best;
}

int main(int argc, char **argv)
{
    bool few = argc > 1 && !strcmp(argv[1], "steps");
    int n = few ? 1 << 18 : 1 << 24;
    float *in, *out;
    cudaMalloc(&in, n * sizeof *in);
    cudaMalloc(&out, n * sizeof *out);
    cudaMemset(in, 0, n * sizeof *in);
    printf("steps %.2f million a second\n", step_rate(in, out, n) / 1e6);
    for (int threads = 64; !few && threads <= 1024; threads *= 4) {
        double best = 1e9;
        for (int k = 0; k < 3; k++) {
            cudaDeviceSynchronize();
            double start = seconds();
            barriers<<<1, threads>>>(10000);
            cudaDeviceSynchronize();
            double each = (seconds() - start) / (10000.0 * threads);
            best = each < best ? each : best;
        }
        printf("barrier of %4d threads: %.1f ns a thread\n", threads,
               best * 1e9);
    }
    cudaFree(in);
    cudaFree(out);
}
