/* The barrier at the end of the sections stays. */
#include <stdio.h>

int main(void)
{
    int x = 0, y = 0;
#pragma omp parallel
    {
#pragma omp sections
        {
#pragma omp section
            x = 10;
#pragma omp section
            y = 1;
        }
#pragma omp single
        y += x;
    }
    printf("%d\n", y);
    return 0;
}
