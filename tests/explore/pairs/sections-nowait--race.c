/* After nowait, a section of the next construct reads too early. */
#include <stdio.h>

int main(void)
{
    int x = 0, y = 0;
#pragma omp parallel
    {
#pragma omp sections nowait
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
