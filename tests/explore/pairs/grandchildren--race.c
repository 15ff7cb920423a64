/* taskwait waits for children, not for theirs. */
#include <stdio.h>

int main(void)
{
    int value = 0, copy = 0;
#pragma omp parallel
#pragma omp single
    {
#pragma omp task
        {
#pragma omp task
            value = 5;
        }
#pragma omp taskwait
        copy = value;
    }
    printf("%d\n", copy);
    return 0;
}
