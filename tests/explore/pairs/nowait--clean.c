/* Both loops give each thread the same iterations: nowait does no harm. */
#include <stdio.h>

int main(void)
{
    int a[200], b[200];
#pragma omp parallel
    {
#pragma omp for nowait schedule(static)
        for (int i = 0; i < 200; i++)
            a[i] = i * 2;
#pragma omp for schedule(static)
        for (int i = 0; i < 200; i++)
            b[i] = a[i] + 1;
    }
    printf("%d\n", b[4]);
    return 0;
}
