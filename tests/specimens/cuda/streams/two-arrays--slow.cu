// two arrays each: every second step somebody waits
#include <cuda_runtime.h>

#include "streams.h"

enum { ARRAYS = 2 };

struct pipeline {
    cudaStream_t to, compute, back;
    cudaEvent_t there[ARRAYS], computed[ARRAYS], fetched[ARRAYS];
    float *x[ARRAYS], *y[ARRAYS];
};

static void add(struct pipeline *p, const float *in, float *out, int k,
                int size, int chunk)
{
    int me = k % ARRAYS, before = (k + ARRAYS - 1) % ARRAYS;
    size_t bytes = size * sizeof(float);
    if (k >= ARRAYS) {
        cudaStreamWaitEvent(p->to, p->computed[(k - 1) % ARRAYS], 0);
        cudaStreamWaitEvent(p->compute, p->fetched[me], 0);
    }
    cudaMemcpyAsync(p->x[me], in + (size_t)k * chunk, bytes,
                    cudaMemcpyHostToDevice, p->to);
    cudaEventRecord(p->there[me], p->to);
    cudaStreamWaitEvent(p->compute, p->there[me], 0);
    differ<<<(size + 255) / 256, 256, 0, p->compute>>>(
        p->x[me], k > 0 ? p->x[before] + chunk - 1 : NULL, p->y[me], size);
    cudaEventRecord(p->computed[me], p->compute);
    cudaStreamWaitEvent(p->back, p->computed[me], 0);
    cudaMemcpyAsync(out + (size_t)k * chunk, p->y[me], bytes,
                    cudaMemcpyDeviceToHost, p->back);
    cudaEventRecord(p->fetched[me], p->back);
}

void streams(const float *in, float *out, int n, int chunk)
{
    struct pipeline p;
    cudaStream_t *const all[] = {&p.to, &p.compute, &p.back};
    for (int i = 0; i < 3; i++)
        cudaStreamCreate(all[i]);
    for (int i = 0; i < ARRAYS; i++) {
        cudaMalloc(&p.x[i], chunk * sizeof(float));
        cudaMalloc(&p.y[i], chunk * sizeof(float));
        cudaEventCreate(&p.there[i]);
        cudaEventCreate(&p.computed[i]);
        cudaEventCreate(&p.fetched[i]);
    }
    for (int k = 0; (long long)k * chunk < n; k++)
        add(&p, in, out, k, n - k * chunk < chunk ? n - k * chunk : chunk,
            chunk);
    cudaDeviceSynchronize();
    for (int i = 0; i < ARRAYS; i++) {
        cudaFree(p.x[i]);
        cudaFree(p.y[i]);
        cudaEventDestroy(p.there[i]);
        cudaEventDestroy(p.computed[i]);
        cudaEventDestroy(p.fetched[i]);
    }
    for (int i = 0; i < 3; i++)
        cudaStreamDestroy(*all[i]);
}
