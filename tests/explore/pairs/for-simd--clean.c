/* Threads and lanes, independent, and collapsed. */
#include <stdio.h>

static double a[20][20], b[20][20];

int main(void)
{
#pragma omp parallel for simd collapse(2)
    for (int i = 0; i < 20; i++)
        for (int j = 0; j < 20; j++)
            a[i][j] = b[i][j] * 0.5 + i;
    printf("%f\n", a[5][6]);
    return 0;
}
