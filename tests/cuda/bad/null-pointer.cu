/* 1 expect: that is a null pointer */

__global__ void k(int *out)
{
    out[0] = 1;
}

int main()
{
    k<<<1, 1>>>(nullptr);
    cudaDeviceSynchronize();
}
