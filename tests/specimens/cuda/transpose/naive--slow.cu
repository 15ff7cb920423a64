/* A thread for each number: reads by rows, writes by columns. */
#include "transpose.h"

enum { SIDE = 16 };

__global__ void transpose_each(const float *in, float *out, int rows, int cols)
{
    int i = blockIdx.y * SIDE + threadIdx.y;
    int j = blockIdx.x * SIDE + threadIdx.x;
    if (i < rows && j < cols)
        out[(size_t)j * rows + i] = in[(size_t)i * cols + j];
}

void transpose(const float *in, float *out, int rows, int cols)
{
    dim3 grid((cols + SIDE - 1) / SIDE, (rows + SIDE - 1) / SIDE);
    if (rows > 0 && cols > 0)
        transpose_each<<<grid, dim3(SIDE, SIDE)>>>(in, out, rows, cols);
}
