/* Iterations 61 apart: safelen promises that no
 * more than 61 are done at a time. */
#include <stdio.h>

static int a[200];

int main(void)
{
#pragma omp simd safelen(61)
    for (int i = 61; i < 200; i++)
        a[i] = a[i - 61] + 1;
    printf("%d\n", a[199]);
    return 0;
}
