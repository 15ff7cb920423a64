/* The clauses name different variables. */
#include <stdio.h>

int main(void)
{
    int x = 0, y = 0, z = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp task depend(out : x) shared(x)
        x = 1;
#pragma omp task depend(in : y) shared(x, z)
        z = x + 1;
    }
    printf("%d %d %d\n", x, y, z);
    return 0;
}
