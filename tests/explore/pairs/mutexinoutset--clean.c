/* In any order, but one after the other. */
#include <stdio.h>

int main(void)
{
    int a = 0, b = 0, c = 0, d = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp task depend(out : a)
        a = 1;
#pragma omp task depend(out : b)
        b = 2;
#pragma omp task depend(out : c)
        c = 0;
#pragma omp task depend(in : a) depend(mutexinoutset : c)
        c += a;
#pragma omp task depend(in : b) depend(mutexinoutset : c)
        c += b;
#pragma omp task depend(in : c)
        d = c;
    }
    printf("%d\n", d);
    return d != 3;
}
