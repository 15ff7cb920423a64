/* The solution, with lines that go on behind a backslash, and with digraphs: \
   g++ and nvcc know both. */
#include "transpose.h"

enum { TILE = 32, STEP = 8 };  \

__global__ void transpose_tile(const float *in, float *out, int rows, int cols,
                               int across)
<% \

    __shared__ float tile<:TILE:> \
        [TILE + 1]; // each row one longer \
        than a warp
    int left = blockIdx.x % across * TILE, top = blockIdx.x / across * TILE;
    int lane = threadIdx.x;
    for (int i = threadIdx.y; i < TILE; i += STEP)
        if (top + i < rows && left + lane < cols)
            tile<:i:>[lane] = in[(size_t)(top + i) * cols + left + lane]; \

    __syncthreads();
    for (int i = threadIdx.y; i < TILE; i += STEP) <%
        if (left + i < cols && top + lane < rows)
            out[(size_t)(left + i) * rows + top + lane] = tile[lane]<:i:>;
    %>
%>

#define LAUNCH(kernel, blocks, ...)                                            \
    kernel<<<blocks, dim3(TILE, STEP)>>>(__VA_ARGS__)

void transpose(const float *in, float *out, int rows, int cols)
{
    int across = (cols + TILE - 1) / TILE, down = (rows + TILE - 1) / TILE;
    if (across > 0 && down > 0)
        LAUNCH(transpose_tile, across * down, in, out, rows, cols, across);
}
