/* The creator changes what its task reads. */
#include <stdio.h>

static int i;

int main(void)
{
    int out[10];
#pragma omp parallel
#pragma omp single
    for (i = 0; i < 10; i++)
#pragma omp task shared(out)
        out[i % 10] = 1;
    printf("%d\n", out[0]);
    return 0;
}
