/* 1 expect: kernel k had not ended after 3 s */

__global__ void k(volatile int *go)
{
    while (*go == 0)
        __syncthreads();
}

int main()
{
    int *go;
    cudaMalloc(&go, sizeof *go);
    cudaMemset(go, 0, sizeof *go);
    k<<<1, 32>>>(go);
    cudaDeviceSynchronize();
    cudaFree(go);
}
