/* A taskgroup waits for all that descend from it. */
#include <stdio.h>

int main(void)
{
    int value = 0, copy = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp taskgroup
        {
#pragma omp task
            {
#pragma omp task
                value = 5;
            }
        }
        copy = value;
    }
    printf("%d\n", copy);
    return copy != 5;
}
