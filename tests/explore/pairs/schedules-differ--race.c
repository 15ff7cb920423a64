/* nowait between a static and a dynamic loop. */
#include <stdio.h>

static double x[150], y[150];

int main(void)
{
#pragma omp parallel
    {
#pragma omp for schedule(static) nowait
        for (int i = 0; i < 150; i++)
            x[i] = i;
#pragma omp for schedule(dynamic, 4)
        for (int i = 0; i < 150; i++)
            y[i] = x[i] * x[i];
    }
    printf("%f\n", y[149]);
    return 0;
}
