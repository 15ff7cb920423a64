/* The index of the inner loop is shared by the tasks. */
#include <stdio.h>

static int a[20][20], j;

int main(void)
{
#pragma omp parallel
#pragma omp single
#pragma omp taskloop
    for (int i = 0; i < 20; i++)
        for (j = 0; j < 20; j++)
            a[i][j] += 1;
    printf("%d\n", a[3][4]);
    return 0;
}
