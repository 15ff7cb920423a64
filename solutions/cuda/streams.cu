// streams.cu - ours, and why it is right
#include <cuda_runtime.h>

#include "streams.h"

// Three streams: one copies to the device, one computes, one copies back. Each
// keeps its own order; between them, four things have to be waited for.
//
//   differ k      waits for chunk k to be there. (Chunk k - 1, whose last
//                 number it reads, came before it on the same stream.)
//   copy back k   waits for differ k.
//   copy to k     overwrites chunk k - 3. differ k - 3 has read that, and so
//                 has differ k - 2, its last number: it waits for the latter.
//   differ k      overwrites the results of k - 3: it waits for copy back
//                 k - 3.
//
// With two arrays for the input, copy to k would wait for differ k - 1, which
// waits for copy to k - 1 in turn: two steps for each chunk. An event is
// recorded anew for each chunk: a wait is for what was recorded last when the
// host asked for it. The host itself waits once, at the end.
enum { ARRAYS = 3 };

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
        cudaStreamWaitEvent(p->to, p->computed[(k - 2) % ARRAYS], 0);
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
    for (int i = 0; i < ARRAYS; i++) {
        cudaStreamCreate(all[i]);
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
        cudaStreamDestroy(*all[i]);
        cudaFree(p.x[i]);
        cudaFree(p.y[i]);
        cudaEventDestroy(p.there[i]);
        cudaEventDestroy(p.computed[i]);
        cudaEventDestroy(p.fetched[i]);
    }
}
