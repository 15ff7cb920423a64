/* The tasks of the group add to the variable itself. */
#include <stdio.h>

int main(void)
{
    int sum = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp taskgroup
        for (int i = 0; i < 10; i++)
#pragma omp task shared(sum)
            sum += i;
    }
    printf("%d\n", sum);
    return 0;
}
