/* A kernel makes a list on the device's heap, and takes it apart, once. */
#include <cuda_runtime.h>

#include "pair.h"

#include <memory>

struct link {
    int value;
    link *next;
};

__global__ void sum(int *out, int n)
{
    link *first = nullptr;
    for (int i = 0; i < n; i++)
        first = new link{i, first};
    int *squares = new int[n], all = 0;
    for (int i = 0; i < n; i++)
        squares[i] = i * i;
    while (first) {
        link *next = first->next;
        all += first->value + squares[first->value];
        delete first;
        if (BUG && !next)
            delete first;
        first = next;
    }
    delete[] squares;
    out[threadIdx.x] = all;
}

int main()
{
    int *out, all = 0;
    std::shared_ptr<int[]> copies(new int[32]);
    cudaMallocManaged(&out, 32 * sizeof(int));
    cudaMemAdvise(out, 32 * sizeof(int), cudaMemAdviseSetPreferredLocation, 0);
    sum<<<1, 32>>>(out, 5);
    cudaDeviceSynchronize();
    for (int i = 0; i < 32; i++)
        all += copies[i] = out[i];
    printf("%d\n", all);
    cudaFree(out);
}
