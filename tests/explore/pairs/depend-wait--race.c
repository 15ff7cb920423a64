/* taskwait with a dependence waits for one task, not for the other. */
#include <stdio.h>

static int work(void)
{
    int x = 0, y = 2;
#pragma omp task depend(inout : x) shared(x)
    x++;
#pragma omp task depend(inout : y) shared(y)
    y--;
#pragma omp taskwait depend(in : x)
    int sum = x + y;
#pragma omp taskwait
    return sum;
}

int main(void)
{
    int sum = 0;
#pragma omp parallel
#pragma omp single
    sum = work();
    printf("%d\n", sum);
    return 0;
}
