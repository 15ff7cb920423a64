/* Sections with variables of their own, one after the other construct. */
#include <stdio.h>

int main(void)
{
    int i = 0, j = 0, k = 0;
#pragma omp parallel
    {
#pragma omp sections
        {
            i = 1;
#pragma omp section
            j = 2;
#pragma omp section
            k = 3;
        }
#pragma omp sections nowait
        {
#pragma omp section
            i += k;
#pragma omp section
            j += k;
        }
    }
    printf("%d %d %d\n", i, j, k);
    return 0;
}
