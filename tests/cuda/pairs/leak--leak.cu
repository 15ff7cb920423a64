/* One of two allocations is never freed. */
#include <cuda_runtime.h>

#include "pair.h"

int main()
{
    int *a = numbers(32), *b = numbers(32);
    cudaFree(a);
#if !BUG
    cudaFree(b);
#endif
    (void)b;
}
