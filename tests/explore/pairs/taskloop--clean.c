/* A taskloop waits for its tasks; with collapse and a number of tasks. */
#include <stdio.h>

int main(void)
{
    int a[8][5], sum = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp taskloop collapse(2) num_tasks(6)
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 5; j++)
                a[i][j] = i + j;
        for (int i = 0; i < 8; i++)
            for (int j = 0; j < 5; j++)
                sum += a[i][j];
    }
    printf("%d\n", sum);
    return sum != 220;
}
