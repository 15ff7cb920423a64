/* The reader comes after a barrier. */
#include <stdio.h>

int main(void)
{
    int sum = 0, seen = 0;
#pragma omp parallel
    {
#pragma omp critical
        sum += 1;
#pragma omp barrier
#pragma omp single
        seen = sum;
    }
    printf("%d %d\n", sum, seen);
    return 0;
}
