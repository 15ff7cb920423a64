/*
 * counted.cu - one call of a solution, for Nsight Compute and the emulator,
 * which are to count the same. It is put behind the solution's own text, and
 * compiled with -DSOLUTION: 1 cover, 2 transpose, 3 barrier, 4 histogram,
 * 5 scan.
 */
#include <cuda_runtime.h>
#include <stdio.h>
#include <stdlib.h>

enum { N = 1 << 16 };

/* n words that differ, on the device. */
static void *words(int n, unsigned below)
{
    unsigned *here = (unsigned *)malloc(n * sizeof *here);
    void *there;
    for (int i = 0; i < n; i++)
        here[i] = (i * 2654435761u >> 8) % below;
    cudaMalloc(&there, n * sizeof *here);
    cudaMemcpy(there, here, n * sizeof *here, cudaMemcpyHostToDevice);
    free(here);
    return there;
}

int main()
{
    void *a = words(N, 1000), *b = words(N, 1000), *c = words(N, 1000);
#if SOLUTION == 1
    cover_all((int *)a, (int *)b, N);
#elif SOLUTION == 2
    transpose((float *)a, (float *)b, 200, 104);
#elif SOLUTION == 3
    multiply((float *)a, (float *)b, (float *)c, 96, 128, 80);
#elif SOLUTION == 4
    histogram((unsigned char *)a, N, (unsigned *)b);
#else
    scan((unsigned *)a, N, (unsigned *)b);
#endif
    cudaError_t error = cudaDeviceSynchronize();
    if (error != cudaSuccess)
        printf("%s\n", cudaGetErrorString(error));
    cudaFree(a);
    cudaFree(b);
    cudaFree(c);
    return error != cudaSuccess;
}
