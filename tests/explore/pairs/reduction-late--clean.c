/* The reduction is complete behind the barrier of the loop. */
#include <stdio.h>

int main(void)
{
    int sum = 0, copy = 0;
#pragma omp parallel shared(sum)
    {
#pragma omp for reduction(+ : sum)
        for (int i = 0; i < 50; i++)
            sum += i;
#pragma omp single
        copy = sum;
    }
    printf("%d %d\n", sum, copy);
    return copy != 1225;
}
