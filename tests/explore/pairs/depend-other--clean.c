/* A chain through two variables. */
#include <stdio.h>

int main(void)
{
    int x = 0, y = 0, z = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp task depend(out : x) shared(x)
        x = 1;
#pragma omp task depend(in : x) depend(out : y) shared(x, y)
        y = x + 1;
#pragma omp task depend(in : y) shared(x, y, z)
        z = x + y;
    }
    printf("%d %d %d\n", x, y, z);
    return z != 3;
}
