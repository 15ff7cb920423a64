/* The first task waits for its own child. */
#include <stdio.h>

int main(void)
{
    int a = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp task depend(inout : a) shared(a)
        {
            a++;
#pragma omp task depend(inout : a) shared(a)
            a++;
#pragma omp taskwait
        }
#pragma omp task depend(inout : a) shared(a)
        a++;
    }
    printf("%d\n", a);
    return a != 3;
}
