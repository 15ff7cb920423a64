/* The offset is not private, and each thread moves it. */
#include <stdio.h>

int main(void)
{
    int a[120], offset = 3;
#pragma omp parallel
    {
        offset++;
#pragma omp for
        for (int i = 0; i < 120; i++)
            a[i] = i + offset;
    }
    printf("%d\n", a[7]);
    return 0;
}
