/* Two critical regions of different names guard one variable. */
#include <stdio.h>

int main(void)
{
    int sum = 0;
#pragma omp parallel sections
    {
#pragma omp section
        {
#pragma omp critical(first)
            sum += 1;
        }
#pragma omp section
        {
#pragma omp critical(second)
            sum += 2;
        }
    }
    printf("%d\n", sum);
    return 0;
}
