/* The result of a nowait reduction is read before it is there. */
#include <stdio.h>

int main(void)
{
    int sum = 0, copy = 0;
#pragma omp parallel shared(sum)
    {
#pragma omp for reduction(+ : sum) nowait
        for (int i = 0; i < 50; i++)
            sum += i;
#pragma omp single
        copy = sum;
    }
    printf("%d %d\n", sum, copy);
    return 0;
}
