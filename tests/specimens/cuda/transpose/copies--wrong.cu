/* Turns nothing over. */
#include "transpose.h"

void transpose(const float *in, float *out, int rows, int cols)
{
    cudaMemcpy(out, in, (size_t)rows * cols * sizeof *in,
               cudaMemcpyDeviceToDevice);
}
