/* The same with a reduction. */
#include <stdio.h>

int main(void)
{
    double sum = 0, temperature[100][10];
    for (int i = 0; i < 100; i++)
        for (int j = 0; j < 10; j++)
            temperature[i][j] = 0.5;
#pragma omp parallel for reduction(+ : sum)
    for (int i = 0; i < 100; i++)
        for (int j = 0; j < 10; j++)
            sum += temperature[i][j];
    printf("sum = %f\n", sum);
    return 0;
}
