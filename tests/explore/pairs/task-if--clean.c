/* Undeferred, the creator runs them one by one. */
#include <stdio.h>

int main(void)
{
    int sum = 0;
#pragma omp parallel
#pragma omp single
    for (int i = 0; i < 10; i++)
#pragma omp task shared(sum) firstprivate(i) if (0)
        sum += i;
    printf("%d\n", sum);
    return sum != 45;
}
