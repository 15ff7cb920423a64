/* The next loop reads what other threads may still be writing. */
#include <stdio.h>

int main(void)
{
    int a[200], b[200], error = 0;
#pragma omp parallel
    {
#pragma omp for nowait schedule(static)
        for (int i = 0; i < 200; i++)
            a[i] = i * 2;
#pragma omp for schedule(static)
        for (int i = 0; i < 200; i++)
            b[i] = a[199 - i];
    }
    printf("%d %d\n", b[4], error);
    return 0;
}
