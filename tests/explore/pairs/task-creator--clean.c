/* The task has its own copy of what the creator changes. */
#include <stdio.h>

int main(void)
{
    int i = 0, out[10];
#pragma omp parallel
#pragma omp single
    for (i = 0; i < 10; i++)
#pragma omp task firstprivate(i) shared(out)
        out[i] = 1;
    printf("%d\n", out[0]);
    return 0;
}
