/* Every kind of schedule, with the barriers that belong to them. */
#include <stdio.h>

static double x[150], y[150];

int main(void)
{
#pragma omp parallel
    {
#pragma omp for schedule(guided, 3)
        for (int i = 0; i < 150; i++)
            x[i] = i;
#pragma omp for schedule(dynamic, 4)
        for (int i = 0; i < 150; i++)
            y[i] = x[i] * x[i];
#pragma omp for schedule(runtime)
        for (int i = 149; i >= 0; i--)
            x[i] = y[i];
#pragma omp for schedule(auto)
        for (unsigned long i = 0; i < 150; i += 3)
            y[i] = x[149 - i];
#pragma omp for schedule(static, 5)
        for (int i = 149; i > 0; i -= 2)
            x[i] = y[i];
    }
    printf("%f\n", y[149]);
    return 0;
}
