/* 1 expect: The block needs 65536 bytes of static shared memory */

__global__ void k(float *out)
{
    __shared__ float s[128][128];
    s[threadIdx.x][0] = 1;
    out[threadIdx.x] = s[threadIdx.x][0];
}

int main()
{
    float *out;
    cudaMalloc(&out, 32 * sizeof *out);
    k<<<1, 32>>>(out);
    cudaFree(out);
}
