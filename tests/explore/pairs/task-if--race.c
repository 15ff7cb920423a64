/* Deferred tasks add to one variable. */
#include <stdio.h>

int main(void)
{
    int sum = 0;
#pragma omp parallel
#pragma omp single
    for (int i = 0; i < 10; i++)
#pragma omp task shared(sum) firstprivate(i)
        sum += i;
    printf("%d\n", sum);
    return 0;
}
