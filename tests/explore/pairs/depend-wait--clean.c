/* Only what was waited for is read. */
#include <stdio.h>

static int work(void)
{
    int x = 0, y = 2;
#pragma omp task depend(inout : x) shared(x)
    x++;
#pragma omp task depend(in : x) depend(inout : y) shared(x, y)
    y -= x;
#pragma omp task if (0) depend(in : x)
    {
    }
    int first = x;
#pragma omp taskwait
    return first + y;
}

int main(void)
{
    int sum = 0;
#pragma omp parallel
#pragma omp single
    sum = work();
    printf("%d\n", sum);
    return sum != 2;
}
