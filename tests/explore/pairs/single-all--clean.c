/* With single, one thread does, and all wait. */
#include <stdio.h>

int main(void)
{
    int table[4], sum = 0;
#pragma omp parallel reduction(+ : sum)
    {
#pragma omp single
        table[0] = 1;
#pragma omp single
        table[1] = 2;
        sum += table[0] + table[1];
    }
    printf("%d %d %d\n", table[0], table[1], sum);
    return 0;
}
