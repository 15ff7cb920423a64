/* The writers are in a critical region, the reader is not. */
#include <stdio.h>

int main(void)
{
    int sum = 0, seen = 0;
#pragma omp parallel
    {
#pragma omp critical
        sum += 1;
#pragma omp single
        seen = sum;
    }
    printf("%d %d\n", sum, seen);
    return 0;
}
