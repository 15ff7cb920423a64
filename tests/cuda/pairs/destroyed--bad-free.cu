/* An argument with a destructor is destroyed by the launch, on the host. */
#include <cuda_runtime.h>

#include "pair.h"

struct room {
    int *p;
    bool owner;
    room() : owner(true)
    {
        cudaMalloc(&p, 64 * sizeof(int));
    }
    room(const room &other) : p(other.p), owner(BUG)
    {
    }
    ~room()
    {
        if (owner)
            cudaFree(p);
    }
};

__global__ void fill(room r)
{
    r.p[threadIdx.x] = threadIdx.x;
}

int main()
{
    room r;
    fill<<<1, 64>>>(r);
}
