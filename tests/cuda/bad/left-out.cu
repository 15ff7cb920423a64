/* 3 expect: left-out.cu:13: not judged: the emulator does not have textures */

#if 0
#include <thrust/device_vector.h>
#endif
#if __CUDA_ARCH__ >= 7000
asm("nop;");
#endif
#define UNUSED(i) tex2D(image, i, 0)

__global__ void get(float *out, float *in)
{
    out[0] = tex1Dfetch(in, 0);
}

int main()
{
}
