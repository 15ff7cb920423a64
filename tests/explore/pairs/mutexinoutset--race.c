/* Tasks that may go in any order, and at the same time. */
#include <stdio.h>

int main(void)
{
    int a = 0, b = 0, c = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp task depend(out : a)
        a = 1;
#pragma omp task depend(out : b)
        b = 2;
#pragma omp task depend(in : a) shared(c)
        c += a;
#pragma omp task depend(in : b) shared(c)
        c += b;
    }
    printf("%d\n", c);
    return 0;
}
