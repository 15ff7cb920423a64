/* A scratch variable that all lanes share. */
#include <stdio.h>

int main(void)
{
    int a[50], b[50], scratch;
    for (int i = 0; i < 50; i++)
        a[i] = i;
#pragma omp simd
    for (int i = 0; i < 50; i++) {
        scratch = a[i] * 2;
        b[i] = scratch;
    }
    printf("%d\n", b[20]);
    return 0;
}
