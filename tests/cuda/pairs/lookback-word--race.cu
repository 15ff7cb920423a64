/* Look-back with flag and value in one word: atomics alone, no fences needed
 * for the word itself; BUG: the value is added to a plain total as well. */
#include <cuda_runtime.h>

#include "pair.h"

__global__ void chain(const int *in, int *out, unsigned long long *word,
                      int *total)
{
    int b = blockIdx.x;
    if (threadIdx.x)
        return;
    unsigned long long before = 0;
    if (b > 0)
        while ((before = atomicAdd(&word[b - 1], 0ull)) >> 32 == 0) {
        }
    int sum = (int)before + in[b];
    atomicExch(&word[b], 1ull << 32 | (unsigned)sum);
    out[b] = sum;
#if BUG
    *total += in[b];
#else
    atomicAdd(total, in[b]);
#endif
}

int main()
{
    int *in = numbers(16), *out = filled(16, 0), *total = filled(1, 0);
    unsigned long long *word = filled(16, 0ull);
    chain<<<16, 32>>>(in, out, word, total);
    show(out, 16);
    show(total, 1);
    cudaFree(in);
    cudaFree(word);
}
