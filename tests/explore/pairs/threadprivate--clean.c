/* threadprivate, copyin, and values that last from region to region. */
#include <omp.h>
#include <stdio.h>

static int counter;
#pragma omp threadprivate(counter)

static void count(void)
{
    counter++;
}

int main(void)
{
    int sum = 0;
    omp_set_num_threads(3);
    counter = 5;
#pragma omp parallel copyin(counter)
    {
        count();
    }
#pragma omp parallel
    {
        count();
#pragma omp critical
        sum += counter;
    }
    printf("%d\n", sum);
    return sum != 21;
}
