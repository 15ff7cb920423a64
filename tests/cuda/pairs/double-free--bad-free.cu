/* Memory is freed twice. */
#include <cuda_runtime.h>

#include "pair.h"

int main()
{
    int *data = numbers(32);
    cudaFree(data);
#if BUG
    cudaFree(data);
#endif
}
