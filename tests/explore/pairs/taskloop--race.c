/* nogroup: the creator goes on before the loop is done. */
#include <stdio.h>

int main(void)
{
    int a[40], first = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp taskloop nogroup grainsize(5)
        for (int i = 0; i < 40; i++)
            a[i] = i + 1;
        first = a[0];
    }
    printf("%d\n", first);
    return 0;
}
