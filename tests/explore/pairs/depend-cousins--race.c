/* Dependences hold between siblings only. */
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
        }
#pragma omp task depend(inout : a) shared(a)
        a++;
    }
    printf("%d\n", a);
    return 0;
}
