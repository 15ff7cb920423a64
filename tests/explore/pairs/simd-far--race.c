/* Iterations 61 apart: more than any processor takes at a time, and still not
 * allowed without safelen. */
#include <stdio.h>

static int a[200];

int main(void)
{
#pragma omp simd
    for (int i = 61; i < 200; i++)
        a[i] = a[i - 61] + 1;
    printf("%d\n", a[199]);
    return 0;
}
