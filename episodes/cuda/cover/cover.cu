// cover.cu - your code. The contract is in cover.h.
#include <cuda_runtime.h>

#include "cover.h"

// TODO: this is right for one block of exactly n threads. Which number is this
// thread's among all threads of the grid? What of threads that have no number
// left, and of numbers that have no thread?
__global__ void cover(const int *more, int *total, int n)
{
    int i = threadIdx.x;
    total[i] += more[i];
}

// TODO: a block has at most 1024 threads.
void cover_all(const int *more, int *total, int n)
{
    cover<<<1, n>>>(more, total, n);
}
