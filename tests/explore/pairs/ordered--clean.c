/* Ordered regions, under three schedules. */
#include <stdio.h>

int main(void)
{
    int x = 0, wrong = 0;
#pragma omp parallel
    {
#pragma omp for ordered schedule(dynamic, 3)
        for (int i = 0; i < 60; i++) {
#pragma omp ordered
            wrong += x++ != i;
        }
#pragma omp for ordered schedule(static, 2)
        for (int i = 0; i < 60; i++) {
            if (i % 3 == 0) {
#pragma omp ordered
                x++;
            }
        }
#pragma omp for ordered
        for (long i = 60; i > 0; i -= 7) {
#pragma omp ordered
            x++;
        }
    }
    printf("%d\n", x);
    return wrong || x != 89;
}
