/* Two tasks write the variable, and nothing says in which order. */
#include <stdio.h>

int main(void)
{
    int i = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp task
        i = 1;
#pragma omp task
        i = 2;
    }
    printf("%d\n", i);
    return 0;
}
