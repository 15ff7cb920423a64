/* Quotes in numbers, digraphs, joined lines; all threads count in one place. */
#include <cstdio>
#include <cuda_runtime.h>

#define CHECK(call) \
    do <% if ((call) != cudaSuccess) return 1; %> while (0)

__global__ void count(int *sum)
<%
    if (threadIdx.x < 0x1'0)
#if BUG
        sum<:0:> += 1;
#else
        atomicAdd(&sum<:0:>, 1);
#endif
%>

int main()
{
    int *sum, host = 0;
    const long most = 1'000'000; /* it's "one" quote */
    CHECK(cudaMalloc(&sum, sizeof *sum));
    CHECK(cudaMemset(sum, 0, sizeof *sum));
    count<<<0x1'1 - 0x1'0, \
            32>>>(sum);
    CHECK(cudaGetLastError());
    CHECK(cudaMemcpy(&host, sum, sizeof host, cudaMemcpyDeviceToHost));
    std::printf("%d of %ld%c\n", host, most, '"');
    CHECK(cudaFree(sum));
    return 0;
}
