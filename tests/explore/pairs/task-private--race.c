/* Tasks of one thread do share what threadprivate variables point to. */
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
        shared_total += own;
    }
    printf("%d\n", shared_total);
    return 0;
}
