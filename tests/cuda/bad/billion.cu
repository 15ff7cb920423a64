/* 3 expect: at about 1 million a second it takes 1000 s, more than the 3 s */

__global__ void k(int *out)
{
    if (blockIdx.x == 0 && threadIdx.x == 0)
        out[0] = 1;
}

int main()
{
    int *out;
    cudaMalloc(&out, sizeof *out);
    k<<<1000000, 1000>>>(out);
    cudaDeviceSynchronize();
    cudaFree(out);
}
