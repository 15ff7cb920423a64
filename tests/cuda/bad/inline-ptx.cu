/* 3 expect: inline-ptx.cu:6: not judged: the emulator does not have inline */

__global__ void lane(int *out)
{
    int l;
    asm("mov.u32 %0, %laneid;" : "=r"(l));
    out[threadIdx.x] = l;
}

int main()
{
}
