/* One thread sets the sum to 0 while another may be done with its part. */
#include <stdio.h>

int main(void)
{
    int sum;
#pragma omp parallel shared(sum)
    {
#pragma omp master
        sum = 0;
#pragma omp for reduction(+ : sum)
        for (int i = 0; i < 50; i++)
            sum += i;
    }
    printf("%d\n", sum);
    return 0;
}
