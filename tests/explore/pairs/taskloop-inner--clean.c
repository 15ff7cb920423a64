/* The index of the inner loop belongs to the task. */
#include <stdio.h>

static int a[20][20];

int main(void)
{
#pragma omp parallel
#pragma omp single
#pragma omp taskloop
    for (int i = 0; i < 20; i++)
        for (int j = 0; j < 20; j++)
            a[i][j] += 1;
    printf("%d\n", a[3][4]);
    return 0;
}
