/* out, then inout, then two readers. */
#include <stdio.h>

int main(void)
{
    int i = 0, a = 0, b = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp task depend(out : i)
        i = 1;
#pragma omp task depend(inout : i)
        i += 2;
#pragma omp task depend(in : i)
        a = i;
#pragma omp task depend(in : i)
        b = i;
    }
    printf("%d %d %d\n", i, a, b);
    return a != 3 || b != 3;
}
