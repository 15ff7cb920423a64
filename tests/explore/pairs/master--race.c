/* master has no barrier: the others use the value at once. */
#include <stdio.h>

int main(void)
{
    int width = 0, sum = 0;
#pragma omp parallel reduction(+ : sum)
    {
#pragma omp master
        width = 5;
        sum += width;
    }
    printf("%d\n", sum);
    return 0;
}
