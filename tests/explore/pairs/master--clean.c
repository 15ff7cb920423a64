/* master, then a barrier. */
#include <omp.h>
#include <stdio.h>

int main(void)
{
    int width = 0, sum = 0;
#pragma omp parallel reduction(+ : sum)
    {
#pragma omp master
        width = 5;
#pragma omp barrier
        sum += width;
#pragma omp barrier
#pragma omp master
        width = omp_get_num_threads();
    }
    printf("%d %d\n", sum, width);
    return 0;
}
