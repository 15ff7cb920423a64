/* A barrier completes the tasks of the team. */
#include <omp.h>
#include <stdio.h>

int main(void)
{
    int a[8] = {0}, sum = 0;
#pragma omp parallel reduction(+ : sum)
    {
#pragma omp single nowait
        for (int i = 0; i < 8; i++)
#pragma omp task
            a[i] = i;
#pragma omp barrier
        sum += a[3];
    }
    printf("%d\n", sum > 0);
    return 0;
}
