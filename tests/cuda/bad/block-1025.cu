/* 1 expect: k at block-1025.cu:9: a block has at most 1024 threads */

__global__ void k()
{
}

int main()
{
    k<<<1, 1025>>>();
    cudaDeviceSynchronize();
}
