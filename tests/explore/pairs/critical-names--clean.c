/* One name for one variable, another for another. */
#include <stdio.h>

int main(void)
{
    int sum = 0, product = 1;
#pragma omp parallel sections
    {
#pragma omp section
        {
#pragma omp critical(sum)
            sum += 1;
#pragma omp critical(product)
            product *= 2;
        }
#pragma omp section
        {
#pragma omp critical(product)
            product *= 3;
#pragma omp critical(sum)
            sum += 2;
        }
    }
    printf("%d %d\n", sum, product);
    return 0;
}
