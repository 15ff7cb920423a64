/* A global that should have been threadprivate. */
#include <stdio.h>

static int counter;

static void count(void)
{
    counter++;
}

int main(void)
{
    int sum = 0;
#pragma omp parallel
    {
        count();
#pragma omp critical
        sum += counter;
    }
    printf("%d\n", sum);
    return 0;
}
