/* Threads and lanes; the last lane of a thread needs the next one's first. */
#include <stdio.h>

int main(void)
{
    double a[200];
    for (int i = 0; i < 200; i++)
        a[i] = i;
#pragma omp parallel for simd
    for (int i = 0; i < 199; i++)
        a[i] = a[i + 1] * 0.5;
    printf("%f\n", a[50]);
    return 0;
}
