/* Each element needs the one before it: lanes must not work on both. */
#include <stdio.h>

int main(void)
{
    int a[100], b[100];
    for (int i = 0; i < 100; i++)
        a[i] = b[i] = i;
#pragma omp simd
    for (int i = 0; i < 99; i++)
        a[i + 1] = a[i] + b[i];
    printf("%d\n", a[50]);
    return 0;
}
