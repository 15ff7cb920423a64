/* Tasks that use the threadprivate variable of whoever runs them. */
#include <stdio.h>

static int shared_total;
static int own;
#pragma omp threadprivate(own)

int main(void)
{
#pragma omp parallel
#pragma omp single
    for (int i = 0; i < 6; i++)
#pragma omp task
    {
        own = i;
#pragma omp atomic
        shared_total += own;
    }
    printf("%d\n", shared_total);
    return shared_total != 15;
}
