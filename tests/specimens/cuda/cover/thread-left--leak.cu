// a thread of the host that nobody waits for
#include <cuda_runtime.h>
#include <thread>

#include "cover.h"

__global__ void cover(const int *more, int *total, int n)
{
    int stride = gridDim.x * blockDim.x;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += stride)
        total[i] += more[i];
}

void cover_all(const int *more, int *total, int n)
{
    std::thread([] {
        std::this_thread::sleep_for(std::chrono::seconds(30));
    }).detach();
    if (n > 0)
        cover<<<(n + 255) / 256, 256>>>(more, total, n);
}
